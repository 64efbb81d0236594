/** A signing key and when its turn begins. */
export interface ScheduledKey {
  kid: string
  /** From then on it is the one that signs; it is published from the moment it exists. */
  signsFrom: Date
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How long a key signs before the next one takes over. */
export const SIGNING_PERIOD_MS = 30 * DAY_MS
/** Others keep our published keys for a while; a key unknown to them would fail its first tokens. */
export const PUBLISHED_AHEAD_MS = HOUR_MS
/** No token of ours lives longer, so after that a key that signs no more proves nothing. */
export const PUBLISHED_AFTER_MS = DAY_MS

/** The key whose turn it is; the first one when every turn is still to come, as on a clock put back. */
export function currentKey<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key {
  const ordered = inOrder(keys)
  const current = ordered.findLast(({ signsFrom }) => signsFrom <= now) ?? ordered[0]
  if (!current) throw new Error('there is no signing key')
  return current
}

/** The keys by which a token of ours may still be checked: past, current and next. */
export function publishedKeys<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key[] {
  const ordered = inOrder(keys)
  return ordered.filter((_, at) => {
    const successor = ordered[at + 1]
    return !successor || now.getTime() < successor.signsFrom.getTime() + PUBLISHED_AFTER_MS
  })
}

/** When the next key is to be made now: the turn it should get. */
export function nextTurn(keys: readonly ScheduledKey[], now: Date): Date | undefined {
  const last = inOrder(keys).at(-1)
  if (last && now.getTime() < last.signsFrom.getTime() + SIGNING_PERIOD_MS - PUBLISHED_AHEAD_MS) return undefined
  return new Date(now.getTime() + PUBLISHED_AHEAD_MS)
}

function inOrder<Key extends ScheduledKey>(keys: readonly Key[]): Key[] {
  return keys.toSorted((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime())
}
