import { findChanges, noticeStale } from '#identity'
import { disownPassword, disownSession, takeIdentifiersBack } from '#own-account'
import { forgetPasskeysSince } from '#passkeys'
import { type Ctx, hashToken, transact } from '#platform'
import { findSession, type SessionId } from '#sessions'
import { NOTICE_MS, type NoticeId, readPasskeySubject } from './model.ts'
import { findNotice, lockNotice, type NoticeRow, updateUsed } from './store.ts'

/** What shows that one may undo it: the button's id together with who pressed, or the secret of the link. */
export type Presented = { id: NoticeId; pressedBy: number } | { secret: string }

/**
 * Undoes what a notice is about: «it was not me». The passkeys made since go with it, or whoever it
 * was would come back by theirs. Done twice it is done once. Refuses with
 * `identity.notice_stale` when it is unknown, too old, somebody else's (S22), or when what it
 * names has changed since.
 */
export async function undoNotice(ctx: Ctx, presented: Presented): Promise<NoticeRow> {
  return transact(ctx, async (ctx) => {
    const notice = await lockNotice(ctx.db, keyOf(presented))
    ensureMay(ctx, notice, presented)
    if (notice.usedAt) return notice
    await updateUsed(ctx.db, notice.id, ctx.now())
    // Asked first: undoing a change of identifiers tells nothing of when it was.
    const since = await findBeginning(ctx, notice)
    await undo(ctx, notice)
    await forgetPasskeysSince(ctx, notice.customerId, since)
    return notice
  })
}

/** Shows what a link is about, before anything is done. Refuses like the undoing itself. */
export async function readNotice(ctx: Ctx, secret: string): Promise<NoticeRow> {
  const notice = await findNotice(ctx.db, keyOf({ secret }))
  ensureMay(ctx, notice, { secret })
  return notice
}

function keyOf(presented: Presented) {
  return 'id' in presented ? { id: presented.id } : { tokenHash: hashToken(presented.secret) }
}

function ensureMay(ctx: Ctx, notice: NoticeRow | undefined, presented: Presented): asserts notice is NoticeRow {
  if (!notice || ctx.now().getTime() - notice.at.getTime() > NOTICE_MS) throw noticeStale()
  // The id of a button is no secret: it counts in the hands of those it was sent to.
  if ('id' in presented && !notice.chatIds.includes(presented.pressedBy)) throw noticeStale()
}

function undo(ctx: Ctx, { customerId, kind, subject }: NoticeRow): Promise<void> {
  switch (kind) {
    case 'password_set':
      return disownPassword(ctx, { customerId, setAt: new Date(subject) })
    case 'new_device':
      return disownSession(ctx, { customerId, sessionId: subject as SessionId })
    case 'token_reused':
      return disownSession(ctx, { customerId, sessionId: null })
    case 'passkey_added':
      return disownSession(ctx, { customerId, sessionId: readPasskeySubject(subject).sessionId })
    default:
      return takeIdentifiersBack(ctx, subject)
  }
}

/** When that began which was somebody else's doing. */
async function findBeginning(ctx: Ctx, { kind, subject, at }: NoticeRow): Promise<Date> {
  switch (kind) {
    case 'password_set':
      return new Date(subject)
    case 'new_device':
    case 'token_reused':
      return (await findSession(ctx.db, subject as SessionId))?.createdAt ?? at
    case 'passkey_added':
      return readPasskeySubject(subject).addedAt
    default:
      return (await findChanges(ctx.db, subject))[0]?.at ?? at
  }
}
