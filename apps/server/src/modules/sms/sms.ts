import type { Phone } from '@vitrina/contract'
import type { Ctx, Pepper, Routes } from '#platform'
import { Breakers } from './breakers.ts'
import { codeCameBack, hasTaken } from './code-came-back.ts'
import { ensureAllowed } from './ensure-allowed.ts'
import { codeMessage } from './message.ts'
import type { ProviderName, SendCode, SmsDelivery, SmsSettings } from './model.ts'
import { SmsNetwork } from './network.ts'
import { openProvider } from './open-provider.ts'
import { REPORTS_PATH, reportRoutes } from './routes.ts'
import { sendCode } from './send-code.ts'

/** Codes by SMS, for whoever proves a number with them. */
export interface SmsCodes {
  ensureAllowed(ctx: Ctx, phone: Phone): Promise<void>
  send(ctx: Ctx, input: SendCode, signal: AbortSignal): Promise<SmsDelivery>
  codeCameBack(ctx: Ctx, key: string): Promise<void>
  hasTaken(ctx: Ctx, code: { key: string; nth: number }): Promise<boolean>
}

export interface Sms extends SmsCodes {
  /** Where providers report what became of a message. */
  routes(ctx: Ctx): Routes
  /** Throws when no provider is worth asking now. */
  check(now: Date): Promise<void>
  close(): Promise<void>
}

export interface SmsOptions {
  pepper: Pepper
  shopName: string
  publicUrl: string
  /** How long one provider may take; ten seconds unless told otherwise. */
  deadlineMs?: number
}

/** Opens the way to the providers of the settings. */
export function openSms(settings: SmsSettings, { pepper, shopName, publicUrl, deadlineMs }: SmsOptions): Sms {
  const network = new SmsNetwork(deadlineMs)
  // Providers call no other, and what comes in clear anybody on the way may have written.
  const reports = publicUrl.startsWith('https://') ? `${publicUrl}${REPORTS_PATH}` : undefined
  const providers = settings.providers.map((one) => openProvider(one, network, reports && `${reports}/${one.name}`))
  const breakers = new Breakers()
  const ports = {
    countries: new Set(settings.countries),
    told: new Set<string>(),
    providers,
    breakers,
    pepper,
    compose: (input: SendCode) => codeMessage(shopName, input),
  }
  return {
    ensureAllowed: (ctx, phone) => ensureAllowed(ctx, phone, ports),
    send: (ctx, input, signal) => sendCode(ctx, input, ports, signal),
    codeCameBack: (ctx, key) => codeCameBack(ctx, key, pepper),
    hasTaken: (ctx, code) => hasTaken(ctx, code, pepper),
    routes: (ctx) => reportRoutes(ctx, reports ? providers : [], publicUrl),
    check: async (now) => {
      // By the last attempts: to ask a provider costs the price of a message.
      const isDown = (name: ProviderName) => breakers.isFailing(name) || breakers.waitMs(name, now) > 0
      if (providers.every(({ name }) => isDown(name))) throw new Error('no SMS provider takes codes')
    },
    close: () => network.close(),
  }
}
