import type { App } from './app.ts'
import type { Config } from './config.ts'

/** What a person needs to see after the start, and nothing more. */
export function banner(app: Pick<App, 'url' | 'demoUrl'>, config: Config): string {
  const elapsed = process.uptime().toFixed(1)
  const lines = [
    `${config.shop.name} is open (${elapsed} s)`,
    '',
    `  Site       ${config.publicUrl}`,
    ...(app.demoUrl
      ? [`  Telegram   ${app.demoUrl}   simulated, on this machine only`, ...mailbox(app.demoUrl, config)]
      : []),
    `  API        ${config.publicUrl}/docs`,
    '',
    app.demoUrl
      ? `  Demo: ${config.mail ? 'only letters leave' : 'nothing leaves'} this machine. Set TELEGRAM_BOT_TOKEN for the real thing.`
      : '',
  ]
  return `\n${lines.join('\n')}`
}

/** Where the letters go that nobody else gets. */
function mailbox(demoUrl: string, { mail }: Config): string[] {
  return mail ? [] : [`  Mail       ${demoUrl}/#mail   simulated too`]
}
