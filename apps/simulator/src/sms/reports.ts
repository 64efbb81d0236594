import type { World } from '../world/world.ts'
import { openAccounts } from './accounts.ts'
import type { SmsReport } from './api.ts'
import { smsOf } from './records.ts'
import { smsApis } from './server.ts'

/**
 * The report that a message's provider would send now, signed; nothing for a message without reports. It is handed
 * out and not sent: it is meant for an https address, and nothing leaves this machine.
 */
export async function signReport(
  world: World,
  id: string,
  status: 'delivered' | 'undelivered',
): Promise<SmsReport | undefined> {
  const message = smsOf(world).messages.find((candidate) => candidate.id === id)
  const api = smsApis.find(({ provider }) => provider === message?.provider)
  if (!message?.reportUrl || !api) return undefined
  return api.report(message, status, { world, accounts: await openAccounts(world), trouble: () => undefined })
}
