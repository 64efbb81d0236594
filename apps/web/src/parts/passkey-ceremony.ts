import type { Passkey } from '@vitrina/contract'
import { unreachable } from '../problem.ts'
import { shop } from '../shop.ts'
import { api } from '../site.ts'

/** `elsewhere`: the shop has passkeys, at another address than this page's. `nowhere`: it has none. */
type PasskeyPlace = 'here' | 'elsewhere' | 'unsupported' | 'nowhere'

/** Whether passkeys can be used on this page. */
export function passkeyPlace(): PasskeyPlace {
  const { passkeyOrigin } = shop.value
  if (!passkeyOrigin) return 'nowhere'
  if (passkeyOrigin !== location.origin) return 'elsewhere'
  return window.PublicKeyCredential ? 'here' : 'unsupported'
}

/** Why the device gave nothing. `known`: it has a passkey to this account already. */
export type PasskeyFailure = 'cancelled' | 'known' | 'failed'

const library = () =>
  import('@simplewebauthn/browser').catch(() => {
    throw unreachable()
  })

interface AskForPasskey {
  /** Among what the browser fills in, in its own time, rather than at once over the page. */
  autofill: boolean
  /** Whether the page still wants it, asked before the browser is, and of its answer. */
  wanted: () => boolean
}

/** Asks the person for a passkey to sign in with. */
export async function askForPasskey({ autofill, wanted }: AskForPasskey) {
  const [{ startAuthentication }, optionsJSON] = await Promise.all([library(), api.post('/api/auth/passkeys/options')])
  if (!wanted()) return { failure: 'cancelled' } as const
  const answer = await confirmed(() => startAuthentication({ optionsJSON, useBrowserAutofill: autofill }))
  return wanted() ? answer : ({ failure: 'cancelled' } as const)
}

/** Lets the browser stop waiting for a passkey. */
export async function stopWaiting(): Promise<void> {
  const { WebAuthnAbortService } = await library()
  WebAuthnAbortService.cancelCeremony()
}

/** Asks the device for a passkey to this account and adds it. */
export async function makePasskey(): Promise<{ passkey: Passkey } | { failure: PasskeyFailure }> {
  const [{ startRegistration }, optionsJSON] = await Promise.all([library(), api.post('/api/me/passkeys/options')])
  const answer = await confirmed(() => startRegistration({ optionsJSON }))
  if ('failure' in answer) return answer
  return { passkey: await api.post('/api/me/passkeys', { body: answer }) }
}

/** Tells the device that a passkey opens nothing any more, so that it is not offered again; a wish, where it is heard. */
export async function forgetPasskey(credentialID: string): Promise<void> {
  const { sendSignal } = await library()
  await sendSignal({ signalName: 'unknownCredential', rpID: location.hostname, credentialID }).catch(() => {})
}

// Browsers do not tell a person who said no from one who has no passkey, lest pages find out.
const CANCELLED = new Set(['NotAllowedError', 'AbortError'])

async function confirmed<Response>(
  ask: () => Promise<Response>,
): Promise<{ response: Response } | { failure: PasskeyFailure }> {
  try {
    return { response: await ask() }
  } catch (caught) {
    const { name } = caught as Error
    if (CANCELLED.has(name)) return { failure: 'cancelled' }
    return { failure: name === 'InvalidStateError' ? 'known' : 'failed' }
  }
}
