import { type Ctx, type Ephemeral, hashToken, newToken } from '#platform'
import { CHALLENGE_MS } from './model.ts'

/** What a challenge may be used for, and by whom: a browser's secret when signing in, a session when adding. */
export interface Purpose {
  act: 'sign-in' | 'add'
  holder: string
}

/**
 * Draws a challenge that its holder can use once within five minutes. Who it is for stands in
 * its key: another browser, or another session, does not even find it, and spends nothing.
 */
export async function issueChallenge<Value>(
  ctx: Ctx,
  { purpose, value }: { purpose: Purpose; value: Value },
  ephemeral: Ephemeral,
): Promise<string> {
  const challenge = newToken(ctx.random)
  await ephemeral.put(ctx, keyOf(purpose, challenge), value, new Date(ctx.now().getTime() + CHALLENGE_MS))
  return challenge
}

/** Spends the challenge that a browser says it signed; of many callers one gets what was kept with it. */
export async function takeChallenge<Value>(
  ctx: Ctx,
  { purpose, clientDataJSON }: { purpose: Purpose; clientDataJSON: string },
  ephemeral: Ephemeral,
): Promise<{ challenge: string; value: Value } | undefined> {
  const challenge = readChallenge(clientDataJSON)
  const value = challenge && (await ephemeral.take<Value>(ctx, keyOf(purpose, challenge)))
  return challenge && value !== undefined ? { challenge, value: value as Value } : undefined
}

function readChallenge(clientDataJSON: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

const keyOf = ({ act, holder }: Purpose, challenge: string) => `passkeys.${act}:${hashToken(`${holder}.${challenge}`)}`
