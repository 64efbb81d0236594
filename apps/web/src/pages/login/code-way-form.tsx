import { Form as BotCodeWay } from '../register/bot-code-way.tsx'
import { RequestCode } from './request-code.tsx'
import type { CodeWay } from './ways.ts'

/** Signing in by a code: one that we send, or one that the bot has given. */
export function CodeWayForm({ way, known }: { way: CodeWay; known: string }) {
  return way === 'bot' ? <BotCodeWay /> : <RequestCode way={way} known={known} />
}
