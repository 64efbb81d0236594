export type SessionId = string & { readonly __brand: 'SessionId' }

/** How the person proved who they are: values of the `amr` claim (RFC 8176), `tg` being ours; a passkey is `hwk`. */
export type AuthenticationMethod = 'pwd' | 'otp' | 'tg' | 'hwk'

export const ACCESS_TOKEN_SECONDS = 600
export const SESSION_IDLE_MS = 14 * 24 * 3600_000
export const SESSION_ABSOLUTE_MS = 30 * 24 * 3600_000
// Two tabs refreshing at once, or an answer lost on the way, are not a theft.
export const REFRESH_GRACE_MS = 10_000
