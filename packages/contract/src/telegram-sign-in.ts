import { z } from 'zod'

// Telegram's own are a few hundred characters; a start parameter may add 512.
const SIGNED_MAX = 8192

/** `POST /api/auth/mini-app`: what Telegram gave the page, as it is. */
export const MiniAppSignIn = z.strictObject({ initData: z.string().min(1).max(SIGNED_MAX) })

/** `POST /api/auth/mini-app/contact`: Telegram's signed answer of `requestContact`, as it is. */
export const MiniAppContact = z.strictObject({ contact: z.string().min(1).max(SIGNED_MAX) })

/** A phone that is proven now, in E.164. */
export const ProvenPhone = z.object({ phone: z.string() })
export type ProvenPhone = z.infer<typeof ProvenPhone>
