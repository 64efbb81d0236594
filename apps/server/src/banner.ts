import type { App } from './app.ts'
import type { Config } from './config.ts'

/** What a person needs to see after the start, and nothing more. */
export function banner(app: Pick<App, 'url' | 'demoUrl'>, config: Config): string {
  const elapsed = process.uptime().toFixed(1)
  const lines = [
    `${config.shop.name} is open (${elapsed} s)`,
    '',
    `  Site       ${config.publicUrl}`,
    ...(app.demoUrl ? [`  Telegram   ${app.demoUrl}   simulated, on this machine only`] : []),
    `  API        ${config.publicUrl}/docs`,
    '',
    app.demoUrl ? '  Demo: nothing leaves this machine. Set TELEGRAM_BOT_TOKEN for the real thing.' : '',
  ]
  return `\n${lines.join('\n')}`
}
