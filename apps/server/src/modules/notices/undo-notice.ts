import { type CustomerId, findChanges, noticeStale } from '#identity'
import { disownPassword, disownSession, takeIdentifiersBack } from '#own-account'
import { disownPasskey, forgetPasskeysSince } from '#passkeys'
import { type Ctx, hashToken, transact } from '#platform'
import { findSession, type SessionId } from '#sessions'
import { isUndoable, NOTICE_MS, type NoticeId, readPasskeySubject } from './model.ts'
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
  if (!isUndoable(notice.kind)) throw noticeStale()
  // The id of a button is no secret: it counts in the hands of those it was sent to.
  if ('id' in presented && !notice.chatIds.includes(presented.pressedBy)) throw noticeStale()
}

function undo(ctx: Ctx, { customerId, kind, subject }: NoticeRow): Promise<void> {
  switch (kind) {
    case 'password_set':
      return disownPassword(ctx, { customerId, setAt: new Date(subject) })
    case 'new_device':
      return undoSignIn(ctx, customerId, subject as SessionId)
    case 'token_reused':
      return disownSession(ctx, { customerId, sessionId: null })
    case 'passkey_added':
    case 'passkey_removed':
      return undoSignIn(ctx, customerId, readPasskeySubject(subject).sessionId)
    default:
      return takeIdentifiersBack(ctx, subject)
  }
}

/** What opened the door goes with the session: the password, or the passkey. */
async function undoSignIn(ctx: Ctx, customerId: CustomerId, sessionId: SessionId): Promise<void> {
  const session = await findSession(ctx.db, sessionId)
  await disownSession(ctx, { customerId, sessionId })
  if (session?.keyId) await disownPasskey(ctx, { customerId, id: session.keyId })
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
      return readPasskeySubject(subject).at
    case 'passkey_removed':
      // Whoever removed it may have made one of their own before.
      return (await findSession(ctx.db, readPasskeySubject(subject).sessionId))?.createdAt ?? at
    default:
      return (await findChanges(ctx.db, subject))[0]?.at ?? at
  }
}
