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
      ? [`  Telegram   ${app.demoUrl}   simulated, on this machine only`, ...alsoSimulated(app.demoUrl, config)]
      : []),
    `  API        ${config.publicUrl}/docs`,
    '',
    app.demoUrl ? `  Demo: ${whatLeaves(config)} this machine. Set TELEGRAM_BOT_TOKEN for the real thing.` : '',
  ]
  return `\n${lines.join('\n')}`
}

/** Where the letters and the SMS go that nobody else gets. */
function alsoSimulated(demoUrl: string, { mail, sms }: Config): string[] {
  return [
    ...(mail ? [] : [`  Mail       ${demoUrl}/#mail   simulated too`]),
    ...(sms ? [] : [`  SMS        ${demoUrl}/#sms   simulated too`]),
  ]
}

function whatLeaves({ mail, sms }: Config): string {
  if (mail && sms) return 'only letters and SMS leave'
  if (mail) return 'only letters leave'
  return sms ? 'only SMS leave' : 'nothing leaves'
}
