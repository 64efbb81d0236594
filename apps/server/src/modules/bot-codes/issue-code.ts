import { type Ctx, newCode, type Pepper, sealCode } from '#platform'
import { CODE_ATTEMPTS, CODE_SECONDS, type CodeRequest } from './model.ts'
import { type CodeStore, replaceCode } from './store.ts'

export interface IssuePorts extends CodeStore {
  pepper: Pepper
}

/**
 * Makes a code for a Telegram id and a number, and voids the earlier ones of either (D2). Only
 * its keyed hash is kept (S18); whoever gets the code tells it to the person and forgets it.
 */
export async function issueCode(ctx: Ctx, request: CodeRequest, ports: IssuePorts): Promise<string> {
  const code = newCode(ctx.random)
  const id = ctx.random(16).toString('base64url')
  const sealed = sealCode(ports.pepper, id, code)
  const issued = { ...request, id, sealed, attemptsLeft: CODE_ATTEMPTS, isSpent: false }
  await replaceCode(ports, ctx, issued, new Date(ctx.now().getTime() + CODE_SECONDS * 1000))
  return code
}
