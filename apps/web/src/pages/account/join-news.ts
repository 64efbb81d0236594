import { type ReadonlySignal, signal } from '@preact/signals'
import type { Activity } from '@vitrina/contract'
import { cabinet } from '../../cabinet-words.ts'
import { serverNow } from '../../clock.ts'
import { inTab } from '../../remember.ts'
import { api, ownId } from '../../site.ts'

type Entry = Activity['items'][number]

// Long enough to come here from wherever it was proven; later it is history, and stands in the log.
const NEWS_MS = 5 * 60_000

const news = signal<Entry | undefined>(undefined)
let looks = 0
/** When the last was that the person has read, a reload ago perhaps. */
const heard = inTab<string>('join-heard')

/** The join that this person has not been told of on this page yet. */
export const joinNews: ReadonlySignal<Entry | undefined> = news

/** Looks whether another account has just become part of this one. Out: whether there is such news. */
export async function lookForJoin(): Promise<boolean> {
  const nth = ++looks
  const { items } = await api.get('/api/me/activity')
  // As it is now: while this was asked the session may have gone on in the account that this one is part of.
  const own = ownId()
  const joined = items.find(({ act, details }) => act === 'accounts_joined' && details.into === own)
  const isNews = joined && joined.at !== heard.read() && serverNow() - Date.parse(joined.at) < NEWS_MS
  // Asked as the other account, and answered last, it knows less than what has been found.
  if (isNews || nth === looks) news.value = isNews ? joined : undefined
  return news.value !== undefined
}

/** The person has read it. */
export function closeJoinNews(): void {
  if (news.value) heard.write(news.value.at)
  news.value = undefined
}

/** «Телефон, Telegram, пароль»: what an account got from the one that became part of it. */
export function cameOver(details: Entry['details']): string {
  const { identifiers, joined } = cabinet.value
  const kinds = (['phone', 'email', 'telegram'] as const).filter((kind) => details[kind] === true)
  const came = kinds.map((kind) =>
    kind === 'telegram' ? identifiers.kinds[kind] : identifiers.kinds[kind].toLowerCase(),
  )
  return [...came, ...(details.password === true ? [joined.password] : [])].join(', ')
}

/** «Телефон +7…11, пароль»: what opened the one that became part of it and opens nothing now. */
export function leftBehind({ leftPhone, leftEmail, leftPassword }: Entry['details']): string {
  const { identifiers, joined } = cabinet.value
  const left = [
    leftPhone && `${identifiers.kinds.phone.toLowerCase()} ${leftPhone}`,
    leftEmail && `${identifiers.kinds.email.toLowerCase()} ${leftEmail}`,
    leftPassword && joined.password,
  ]
  return left.filter(Boolean).join(', ')
}
