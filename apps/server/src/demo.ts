import { join } from 'node:path'
import { countryOf, type Email, readSharedPhone } from '@vitrina/contract'
import type { Simulator } from '@vitrina/simulator/telegram'
import type { SmsSettings } from '#sms'
import type { Config, MailConfig, TelegramConfig } from './config.ts'

export interface DemoTelegram {
  telegram: TelegramConfig
  mail: MailConfig
  sms: SmsSettings
  url: string
  /** Stands for Telegram's own script of Mini Apps. */
  webAppScript: string
  /** Numbers of the people who are in it from the start, in E.164. */
  phones: string[]
  close(): Promise<void>
}

/**
 * Starts the simulated Telegram beside the server: it speaks the Bot API to us and shows a
 * phone to whoever tries the shop. It takes our letters as well, and shows them next to it. `config.ts` has already refused this anywhere but on
 * loopback and outside production.
 */
export async function startDemoTelegram(
  config: Pick<Config, 'port' | 'dataDir' | 'publicUrl' | 'shop' | 'smsCountries' | 'mail' | 'sms'>,
): Promise<DemoTelegram> {
  const { startSimulator } = await import('@vitrina/simulator/telegram')
  const simulator = await startSimulator({
    port: config.port === 0 ? 0 : config.port + 1,
    botName: config.shop.name,
    siteUrl: config.publicUrl,
    // Configured, letters and SMS go out for real, and it would wait for them in vain.
    idleScreens: [...(config.mail ? (['mail'] as const) : []), ...(config.sms ? (['sms'] as const) : [])],
    // As on Telegram's test servers: the demo's pages have no https.
    plainHttpMiniApps: true,
    stateFile: join(config.dataDir, 'simulator.json'),
  })
  const phones = simulator.people().flatMap(({ phone }) => readSharedPhone(phone) ?? [])
  const theirs = phones.flatMap((phone) => countryOf(phone) ?? [])
  return {
    url: simulator.url,
    webAppScript: simulator.webAppScript,
    phones,
    sms: await simulatedSms(simulator, [...config.smsCountries, ...theirs]),
    telegram: {
      token: simulator.botToken,
      apiRoot: simulator.apiRoot,
      mode: 'polling',
      webhookSecret: undefined,
      linkRoot: simulator.url,
      environment: 'prod',
      miniAppUrl: `${config.publicUrl}/`,
      paymentToken: simulator.paymentToken,
    },
    mail: { url: simulator.mail.url, from: { address: 'shop@vitrina.example' as Email } },
    close: () => simulator.close(),
  }
}

/** All four providers; Telegram's Gateway last, so that a newcomer who asks for an SMS sees one. */
async function simulatedSms({ sms }: Simulator, countries: string[]): Promise<SmsSettings> {
  const { from, twilio, vonage, bird, telegramGateway } = await sms.accounts()
  return {
    countries,
    providers: [
      { name: 'twilio', apiRoot: sms.apiRoot('twilio'), from, ...twilio },
      { name: 'vonage', apiRoot: sms.apiRoot('vonage'), from, ...vonage },
      { name: 'bird', apiRoot: sms.apiRoot('bird'), from, ...bird },
      { name: 'telegram-gateway', apiRoot: sms.apiRoot('telegram-gateway'), ...telegramGateway },
    ],
  }
}
