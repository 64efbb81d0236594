import { isIP } from 'node:net'
import type { CustomerId, DeviceInfo } from '#identity'

/** What authenticators bind a passkey to. */
export interface RelyingParty {
  id: string
  /** The only origin whose signatures count. */
  origin: string
  name: string
}

/** A passkey as it is kept; what it is called may be nothing. */
export interface PasskeyRow {
  id: string
  customerId: CustomerId
  userHandle: string
  publicKey: Uint8Array<ArrayBuffer>
  counter: number
  transports: string[]
  deviceType: DeviceType
  backedUp: boolean
  name: string | null
  aaguid: string | null
  createdAt: Date
  lastUsedAt: Date | null
}

/** Whether it may leave the device it was made on (WebAuthn's «backup eligible»). */
export type DeviceType = 'singleDevice' | 'multiDevice'

export const MAX_PASSKEYS = 10
export const CHALLENGE_MS = 5 * 60_000
/** EdDSA, ES256 and RS256, as COSE numbers them: every authenticator in use knows one. */
export const ALGORITHMS = [-8, -7, -257]

/**
 * The relying party of a shop, or nothing where browsers allow none: WebAuthn wants a domain,
 * and a secure one. `localhost` is both, and an address of the loopback is neither, so a shop
 * on this machine takes part under that name, at which the same server answers.
 */
export function relyingPartyOf(publicUrl: string, name: string): RelyingParty | undefined {
  const { protocol, hostname, port, origin } = new URL(publicUrl)
  if (protocol === 'https:') return isAddress(hostname) ? undefined : { id: hostname, origin, name }
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return { id: hostname, origin, name }
  const onLoopback = hostname.startsWith('127.') || hostname === '[::1]'
  return onLoopback && isAddress(hostname)
    ? { id: 'localhost', origin: `http://localhost${port && `:${port}`}`, name }
    : undefined
}

const isAddress = (hostname: string) => isIP(hostname.replace(/^\[|\]$/g, '')) !== 0

/** Which authenticators call themselves what (github.com/passkeydeveloper/passkey-authenticator-aaguids). */
const providers: Record<string, string> = {
  'fbfc3007-154e-4ecc-8c0b-6e020557d7bd': 'Apple Passwords',
  'dd4ec289-e01d-41c9-bb89-70fa845d4bf2': 'Apple Passwords',
  'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4': 'Google Password Manager',
  'adce0002-35bc-c60a-648b-0b25f1f05503': 'Chrome, macOS',
  '771b48fd-d3d4-4f74-9232-fc157ab0507a': 'Edge, macOS',
  '08987058-cadc-4b81-b6e1-30de50dcbe96': 'Windows Hello',
  '9ddd1817-af5a-4672-a2b9-3e3dd95000a9': 'Windows Hello',
  '6028b017-b1d4-4c02-b4b3-afcdafc96bb2': 'Windows Hello',
  '53414d53-554e-4700-0000-000000000000': 'Samsung Pass',
  'bada5566-a7aa-401f-bd96-45619a55120d': '1Password',
  'd548826e-79b4-db40-a3d8-11116f7e8349': 'Bitwarden',
  '531126d6-e717-415c-9320-3d9aa6981239': 'Dashlane',
  'b84e4048-15dc-4dd0-8640-f4f60813c8af': 'NordPass',
  '0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6': 'Keeper',
  'f3809540-7f14-49c1-a8b3-8f813b225541': 'Enpass',
  'fdb141b2-5d84-443e-8a35-4698c205a502': 'KeePassXC',
  '50726f74-6f6e-5061-7373-50726f746f6e': 'Proton Pass',
}

/** What to call a passkey until its owner says otherwise: who keeps it, else where it was made. */
export function defaultName(aaguid: string | null, { browser, system }: DeviceInfo): string | null {
  const place = [browser, system].filter(Boolean).join(', ')
  return (aaguid && providers[aaguid]) || place || null
}
