import { sweepAudit } from '#audit'
import { sweepCarts } from '#cart'
import { listPicturesOfGoods, sweepHolds } from '#catalog'
import { sweepAnswers, sweepOverdue } from '#checkout'
import { listPicturesOfBanners } from '#content'
import { sweepIdentifierChanges } from '#identity'
import { sweepLetters } from '#mail'
import { sweepNotices } from '#notices'
import { sweepOrderNotices } from '#order-notices'
import { listPicturesOfOrders } from '#orders'
import { sweepInvoiceLinks } from '#payments'
import { sweepShelf } from '#pictures'
import { type Ctx, type JobQueue, job, sweepExpired } from '#platform'
import { sweepSessions } from '#sessions'
import { sweepSends } from '#sms'
import { sweepChats, sweepUpdates } from '#telegram'
import { sweepOutcomes } from '#verifications'
import type { Ports } from './ports.ts'

const sweep = job<Record<string, never>>('app.sweep', { expireInSeconds: 900 })
const endHolds = job<Record<string, never>>('app.end-holds', { expireInSeconds: 300 })
const clearShelf = job<Record<string, never>>('app.clear-shelf', { expireInSeconds: 900 })

/** What time makes worthless is taken away, and keys are changed. */
export function joinSweeps(ctx: Ctx, queue: JobQueue, { keys, pictures }: Pick<Ports, 'keys' | 'pictures'>): void {
  queue.every('17 * * * *', sweep, async () => {
    await sweepExpired(ctx)
    await sweepUpdates(ctx)
    await sweepChats(ctx)
    await sweepLetters(ctx)
    await sweepOutcomes(ctx)
    await sweepSessions(ctx)
    await sweepSends(ctx)
    await sweepIdentifierChanges(ctx)
    await sweepNotices(ctx)
    await sweepOverdue(ctx)
    await sweepCarts(ctx)
    await sweepAudit(ctx)
    await sweepAnswers(ctx)
    await sweepInvoiceLinks(ctx)
    await sweepOrderNotices(ctx)
    await keys.rotate(ctx.now())
  })
  // Until then the lists say of what was held that it is not there.
  queue.every('* * * * *', endHolds, async () => {
    await sweepHolds(ctx)
  })
  // By itself: it looks at everything that shows a picture, and nothing waits for it.
  queue.every('41 3 * * 0', clearShelf, async () => {
    await sweepShelf(ctx, pictures.shelf, [listPicturesOfGoods, listPicturesOfOrders, listPicturesOfBanners])
  })
}
