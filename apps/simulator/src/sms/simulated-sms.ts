import type { World } from '../world/world.ts'
import { openAccounts } from './accounts.ts'
import type { SmsReport } from './api.ts'
import { SmsFaults } from './faults.ts'
import { inboxOf } from './records.ts'
import { signReport } from './reports.ts'
import { smsRoot } from './server.ts'
import type { SmsAccounts, SmsProvider, SmsRecord } from './state.ts'

/** The four providers as tests and the demo hold them. */
export interface SimulatedSms {
  /** What a client is given in place of the provider's own server. */
  apiRoot(provider: SmsProvider): string
  accounts(): Promise<SmsAccounts>
  /** One phone's messages, newest first. */
  inbox(phone: string): SmsRecord[]
  readonly faults: SmsFaults
  /** What the provider would report of a message, signed; nothing when no report was asked for. */
  report(id: string, status: 'delivered' | 'undelivered'): Promise<SmsReport | undefined>
}

export function simulateSms(world: World): Omit<SimulatedSms, 'apiRoot'> {
  return {
    accounts: () => openAccounts(world),
    inbox: (phone) => inboxOf(world, phone),
    faults: new SmsFaults(),
    report: (id, status) => signReport(world, id, status),
  }
}

export const smsApiRoot = (url: string) => (provider: SmsProvider) => `${url}${smsRoot}/${provider}`
