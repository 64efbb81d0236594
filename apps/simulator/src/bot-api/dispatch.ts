import { ApiError } from './errors.ts'
import type { Desk } from './handler.ts'
import { callbackMethods } from './methods/callbacks.ts'
import { chatMethods } from './methods/chats.ts'
import { messageMethods } from './methods/messages.ts'
import { paymentMethods } from './methods/payments.ts'
import { profileMethods } from './methods/profile.ts'
import { updateMethods } from './methods/updates.ts'
import { otherMethods } from './other-methods.ts'
import { checkParameters } from './parameters.ts'
import { type MethodName, methods } from './tables.ts'

const handlers = {
  ...callbackMethods,
  ...chatMethods,
  ...messageMethods,
  ...paymentMethods,
  ...profileMethods,
  ...updateMethods,
}

// Method names are not case-sensitive in the Bot API.
const spoken = new Map(Object.keys(methods).map((name) => [name.toLowerCase(), name as MethodName]))
const unspoken = new Map(otherMethods.map((name) => [name.toLowerCase(), name]))

/** The method of this name, refusing what does not exist and owning up to what is not simulated. */
export function findMethod(name: string): MethodName {
  const method = spoken.get(name.toLowerCase())
  if (method) return method
  const real = unspoken.get(name.toLowerCase())
  throw new ApiError(404, real ? `Not Found: the simulator does not speak the method ${real}` : 'Not Found')
}

/** Checks the parameters and does the work. */
export async function callMethod(desk: Desk, method: MethodName, raw: Record<string, unknown>): Promise<unknown> {
  if (desk.session.loggedOut) throw new ApiError(400, 'Logged out')
  const handle = handlers[method] as (desk: Desk, parameters: Record<string, unknown>) => unknown
  return await handle(desk, checkParameters(method, raw))
}
