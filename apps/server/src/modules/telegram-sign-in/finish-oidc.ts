import { type Locale, readSharedPhone } from '@vitrina/contract'
import { type DeviceInfo, findUnchanged } from '#identity'
import { type Ctx, tokenMatches } from '#platform'
import type { AccessTokens, OpenedSession } from '#sessions'
import { providerRejected, returnRejected, signInDenied } from './errors.ts'
import { nameOf, type OidcClaims } from './model.ts'
import { admit, localeOf } from './sign-in-mini-app.ts'
import { type Journey, journeyKey, type OidcPorts, secretsOf } from './start-oidc.ts'

export interface FinishOidc {
  /** What Telegram's page sent the person back with. */
  returned: {
    state?: string | undefined
    code?: string | undefined
    iss?: string | undefined
    error?: string | undefined
  }
  browserSecret: string | undefined
  locale: Locale
  device: DeviceInfo
}

/**
 * Ends a journey to Telegram's sign-in: the account of whoever signed in there is opened or made
 * (Y1), with the phone that Telegram has verified, if the person shares it.
 *
 * Refuses with `telegram_sign_in.return_rejected` in a browser that did not begin it, or a second
 * time (S3); with `telegram_sign_in.denied` when the person said no; with
 * `telegram_sign_in.provider_away` or `…provider_rejected` when Telegram's answer does not come or
 * proves nothing. Whichever it is, the journey is over.
 */
export async function finishOidc(
  ctx: Ctx,
  { returned, browserSecret, locale, device }: FinishOidc,
  ports: OidcPorts & { tokens: AccessTokens },
): Promise<{ opened: OpenedSession; returnPath: string }> {
  const { state, code, iss, error } = returned
  const journey = state && (await ports.ephemeral.take<Journey>(ctx, journeyKey(state)))
  if (!state || !journey || !browserSecret || !tokenMatches(browserSecret, journey.browserHash)) throw returnRejected()
  if (error === 'access_denied') throw signInDenied()
  if (error !== undefined || !code) throw providerRejected()

  const { verifier, nonce } = secretsOf(browserSecret, state)
  const claims = await ports.oidc.redeem({ code, iss, verifier, nonce }, ctx.now())
  const describe = async () => {
    const spoken = await localeOf(ctx, claims, locale)
    return { name: nameOf([claims.name], spoken), locale: spoken }
  }
  const proof = proofOf(claims)
  const known = await findUnchanged(ctx.db, proof)
  const admitted = { known, proof, describe, device, provenAt: provenAtOf(claims) }
  const opened = await admit(ctx, admitted, ports.tokens)
  return { opened, returnPath: journey.returnPath }
}

function proofOf({ id, preferred_username, phone_number, phone_number_verified }: OidcClaims) {
  const isProven = phone_number !== undefined && String(phone_number_verified) !== 'false'
  return {
    telegramId: id,
    telegramUsername: preferred_username ?? null,
    phone: (isProven && readSharedPhone(phone_number)) || null,
    email: null,
  }
}

/** The person may have signed in at Telegram long before they were sent there; if it does not say, then for us. */
function provenAtOf({ auth_time, iat }: OidcClaims): Date {
  return new Date((auth_time ?? iat) * 1000)
}
