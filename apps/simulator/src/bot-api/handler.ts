import type { Polling } from '../updates/polling.ts'
import type { WebhookCourier } from '../updates/webhook.ts'
import type { World } from '../world/world.ts'
import type { RateLimits } from './rate-limits.ts'
import type { MethodName, ParametersOf } from './tables.ts'

/** What a method may reach besides its parameters. */
export interface Desk {
  readonly world: World
  readonly polling: Polling
  readonly courier: WebhookCourier
  /** Absent when the limits are switched off. */
  readonly limits: RateLimits | undefined
  /** Aborted when the client hangs up. */
  readonly signal: AbortSignal
  readonly session: BotSession
}

/** What the server remembers of the bot only as long as it runs. */
interface BotSession {
  loggedOut: boolean
  webhookSetAt: number
}

export type Handlers<Name extends MethodName> = {
  [Method in Name]: (desk: Desk, parameters: ParametersOf<Method>) => unknown
}
