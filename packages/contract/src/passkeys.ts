import { z } from 'zod'
import { PersonName } from './identity.ts'

const base64url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/)

/** A credential's id, which its authenticator chose: up to 1023 bytes (WebAuthn, 5.8.3), unpadded. */
export const PasskeyId = base64url(1364)
const publicKey = z.literal('public-key')

/** What a person calls a passkey: the rules of a person's name fit it too. */
export const PasskeyName = PersonName

export const Passkey = z.object({
  id: z.string(),
  /** Nothing when neither the person nor the device said what to call it. */
  name: z.string().nullable(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  /** Kept by a password manager, so that a lost device does not lose it. */
  backedUp: z.boolean(),
})
export type Passkey = z.infer<typeof Passkey>
export const Passkeys = z.object({ items: z.array(Passkey), nextCursor: z.string().nullable() })

/** What `navigator.credentials.get` is asked with: whoever holds a passkey of ours, with no identifier typed. */
export const PasskeyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
})
export type PasskeyRequest = z.infer<typeof PasskeyRequest>

/** What `navigator.credentials.create` is asked with. */
export const PasskeyCreation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: publicKey, alg: z.int() })),
  timeout: z.int(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(z.object({ type: publicKey, id: z.string(), transports: z.array(z.string()) })),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
})
export type PasskeyCreation = z.infer<typeof PasskeyCreation>

// Inside `response` unknown fields are dropped, not refused: browsers write it, and newer ones
// write more into it.
const credential = { id: PasskeyId, rawId: PasskeyId, type: publicKey }

/** `POST /api/auth/passkeys`: the answer of `navigator.credentials.get` as JSON. */
export const SignInWithPasskey = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      authenticatorData: base64url(4096),
      clientDataJSON: base64url(4096),
      signature: base64url(2048),
      userHandle: base64url(88).optional(),
    }),
  }),
})
export type SignInWithPasskey = z.infer<typeof SignInWithPasskey>

/** `POST /api/me/passkeys`: the answer of `navigator.credentials.create` as JSON. */
export const AddPasskey = z.strictObject({
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(4096),
      attestationObject: base64url(32_768),
      // Browsers name new ones: any word will do, and what is none could not be kept.
      transports: z
        .array(z.string().regex(/^[a-z0-9_-]{1,32}$/))
        .max(16)
        .optional(),
    }),
  }),
  name: PasskeyName.optional(),
})
export type AddPasskey = z.infer<typeof AddPasskey>

export const RenamePasskey = z.strictObject({ name: PasskeyName })
