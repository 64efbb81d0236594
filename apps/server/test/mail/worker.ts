import { deliverMail, makeDeliverMail, makeMailer } from '#mail'
import { type ConnectionOptions, type Ctx, Database, JobQueue, storedRandom } from '#platform'
import { silentLog } from '../ctx.ts'
import { SENDER } from './letters.ts'

/** What `killed.test.ts` starts and kills: a process that does nothing but deliver letters. */
export interface Order {
  connection: ConnectionOptions
  smtpUrl: string
  /** Stops dead between the end of the work and telling the queue. */
  stuck: boolean
}

const { connection, smtpUrl, stuck } = JSON.parse(process.argv[2] ?? '') as Order
const log = silentLog()
const database = new Database(connection, { poolSize: 2, log })
const queue = new JobQueue(connection, log)
const ctx: Ctx = { db: database.db, now: () => new Date(), random: storedRandom(), jobs: queue, log }
const mailer = makeMailer({ url: smtpUrl, from: SENDER, shopName: 'Vitrina', now: ctx.now }, log)
const handle = makeDeliverMail(ctx, mailer)
queue.work(deliverMail, async (data, run) => {
  process.stdout.write('begun\n')
  await handle(data, run)
  process.stdout.write('done\n')
  if (stuck) await new Promise(() => {})
})
await queue.start()
