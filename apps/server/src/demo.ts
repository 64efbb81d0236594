import { join } from 'node:path'
import { type Email, readSharedPhone } from '@vitrina/contract'
import type { Config, MailConfig, TelegramConfig } from './config.ts'

export interface DemoTelegram {
  telegram: TelegramConfig
  mail: MailConfig
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
  config: Pick<Config, 'port' | 'dataDir' | 'publicUrl' | 'shop'>,
): Promise<DemoTelegram> {
  const { startSimulator } = await import('@vitrina/simulator')
  const simulator = await startSimulator({
    port: config.port === 0 ? 0 : config.port + 1,
    botName: config.shop.name,
    siteUrl: config.publicUrl,
    // As on Telegram's test servers: the demo's pages have no https.
    plainHttpMiniApps: true,
    stateFile: join(config.dataDir, 'simulator.json'),
  })
  return {
    url: simulator.url,
    webAppScript: simulator.webAppScript,
    phones: simulator.people().flatMap(({ phone }) => readSharedPhone(phone) ?? []),
    telegram: {
      token: simulator.botToken,
      apiRoot: simulator.apiRoot,
      mode: 'polling',
      webhookSecret: undefined,
      linkRoot: simulator.url,
      environment: 'prod',
      miniAppUrl: `${config.publicUrl}/`,
    },
    mail: { url: simulator.mail.url, from: { address: 'shop@vitrina.example' as Email } },
    close: () => simulator.close(),
  }
}
