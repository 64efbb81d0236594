import { type Locale, PersonName } from '@vitrina/contract'
import { nameless } from '@vitrina/contract/nameless'
import { z } from 'zod'

const HOUR_MS = 3600_000

/** Init data past this age signs nobody in (S13). */
export const INIT_DATA_MS = 24 * HOUR_MS
/** Past this age it opens an account that is there, and makes none. */
export const NEWCOMER_MS = HOUR_MS
/** A shared contact is sent on at once. */
export const CONTACT_MS = 10 * 60_000
/** How long Telegram's own question for the contact may stand open; what comes later answers the chat. */
export const EXPECTED_MS = 2 * 60_000
/** For so long Telegram keeps what a bot has not fetched. */
export const UNDELIVERED_MS = 24 * HOUR_MS
/** Clocks differ by seconds; what comes from further ahead was made up. */
export const AHEAD_MS = 30_000

/** The way to Telegram's sign-in page and back takes a minute; a person may first have to sign in there. */
export const OIDC_MS = 10 * 60_000

export function isFresh(signedAt: Date, now: Date, maxMs: number): boolean {
  const ageMs = now.getTime() - signedAt.getTime()
  return ageMs >= -AHEAD_MS && ageMs <= maxMs
}

// Telegram's ids have at most 52 significant bits.
const TelegramId = z
  .int()
  .positive()
  .max(2 ** 52)

/** Who opened the Mini App, as Telegram describes them. */
export const TelegramUser = z.object({
  id: TelegramId,
  is_bot: z.literal(false).optional(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
})

export const SharedContact = z.object({ user_id: TelegramId, phone_number: z.string() })

/**
 * What Telegram's sign-in says of a person. `id` is the person's Telegram id; `sub` only names them
 * to this one shop, and taken for an id it could be somebody else's.
 */
export const OidcClaims = z.object({
  id: z.union([
    TelegramId,
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number)
      .pipe(TelegramId),
  ]),
  iat: z.number().nonnegative(),
  auth_time: z.number().nonnegative().optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  phone_number: z.string().optional(),
  phone_number_verified: z.unknown().optional(),
})
export type OidcClaims = z.output<typeof OidcClaims>

/** The JSON of one field, if it is what it should be. */
export function readJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}

/** What a person is called with us: as in Telegram, as far as that is a name. */
export function nameOf(names: readonly (string | undefined)[], locale: Locale): string {
  const whole = names.filter(Boolean).join(' ')
  for (const candidate of [whole, ...names]) {
    const name = PersonName.safeParse(candidate)
    if (name.success) return name.data
  }
  return nameless[locale]
}

/** A page of this site to go to; anything else leads to the account. */
export function readReturnPath(text: string | undefined): string {
  return text && /^\/(?![/\\])[^\s\\]{0,300}$/.test(text) ? text : '/account'
}
