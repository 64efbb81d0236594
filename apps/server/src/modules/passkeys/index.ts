/**
 * Passkeys. Owns the public keys that open an account and the challenges they sign. Promises
 * that a challenge opens at most one session and only in the browser that asked for it, and
 * that keys are added and removed by somebody who signed in a moment ago. Believes nothing
 * about the device behind a key: attestation is neither asked for nor read.
 */
export { passkeyAdded, passkeyRemoved } from './events.ts'
export { exportPasskeys, forgetPasskeys, forgetPasskeysSince } from './forget-passkeys.ts'
export { type RelyingParty, relyingPartyOf } from './model.ts'
export type { PasskeyPorts } from './ports.ts'
export { disownPasskey } from './remove-passkey.ts'
export { myPasskeyRoutes, passkeyRoutes } from './routes.ts'
