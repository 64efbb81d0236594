import type { AddPasskey, SignInWithPasskey } from '@vitrina/contract'
import { ALGORITHMS, type PasskeyRow, type RelyingParty } from './model.ts'

// 27 MB and a tenth of a second, so it comes with the first passkey that is shown and not with the start.
const library = () => import('@simplewebauthn/server')
const codecs = () => import('@simplewebauthn/server/helpers')

const ANONYMOUS = '00000000-0000-0000-0000-000000000000'

type Made = Pick<PasskeyRow, 'id' | 'publicKey' | 'counter' | 'deviceType' | 'backedUp' | 'aaguid' | 'transports'>

/** What an authenticator made on this challenge, or nothing when any of it does not hold. */
export async function checkMade(
  response: AddPasskey['response'],
  challenge: string,
  party: RelyingParty,
): Promise<Made | undefined> {
  const { verifyRegistrationResponse } = await library()
  const { attestationObject, transports = [] } = response.response
  const checked = await holds(async () =>
    verifyRegistrationResponse({
      response: {
        ...response,
        response: { ...response.response, transports, attestationObject: await withoutAttestation(attestationObject) },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (!checked?.verified) return undefined
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = checked.registrationInfo
  return {
    id: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    deviceType: credentialDeviceType,
    backedUp: credentialBackedUp,
    aaguid: aaguid === ANONYMOUS ? null : aaguid,
    transports,
  }
}

/** What a use of the passkey on this challenge leaves behind, or nothing when any of it does not hold. */
export async function checkUsed(
  passkey: PasskeyRow,
  { response, challenge }: { response: SignInWithPasskey['response']; challenge: string },
  party: RelyingParty,
): Promise<Pick<PasskeyRow, 'counter' | 'backedUp'> | undefined> {
  // The account is named by the authenticator alone, so both names must be the same (WebAuthn, 7.2.6).
  const { userHandle } = response.response
  if (userHandle !== passkey.userHandle) return undefined
  const { verifyAuthenticationResponse } = await library()
  const { id, publicKey, counter } = passkey
  const checked = await holds(() =>
    verifyAuthenticationResponse({
      response: { ...response, response: { ...response.response, userHandle }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id, publicKey, counter },
    }),
  )
  if (!checked?.verified) return undefined
  return { counter: checked.authenticationInfo.newCounter, backedUp: checked.authenticationInfo.credentialBackedUp }
}

/** The library says «no» by throwing, in sentences that quote what the stranger sent: none is kept. */
async function holds<Checked>(check: () => Promise<Checked>): Promise<Checked | undefined> {
  try {
    return await check()
  } catch {
    return undefined
  }
}

/**
 * What was made, with its attestation taken off. We asked for none and believe none; left on, the
 * library would read a stranger's certificates and fetch the revocation lists that they name (S25).
 */
async function withoutAttestation(attestationObject: string): Promise<string> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } = await codecs()
  const authData = decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('authData')
  const nothing = new Map<string, string>()
  return isoBase64URL.fromBuffer(
    isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', nothing],
        ['authData', authData],
      ]),
    ),
  )
}
