import { parseArgs } from 'node:util'
import { startSimulator } from './simulator.ts'

const { values } = parseArgs({
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    token: { type: 'string' },
    username: { type: 'string' },
    name: { type: 'string' },
    site: { type: 'string' },
    state: { type: 'string' },
    'no-limits': { type: 'boolean' },
  },
})

const simulator = await startSimulator({
  ...(values.host ? { host: values.host } : {}),
  ...(values.port ? { port: Number(values.port) } : {}),
  ...(values.token ? { botToken: values.token } : {}),
  ...(values.username ? { botUsername: values.username } : {}),
  ...(values.name ? { botName: values.name } : {}),
  ...(values.site ? { siteUrl: values.site } : {}),
  ...(values.state ? { stateFile: values.state } : {}),
  ...(values['no-limits'] ? { limits: false } : {}),
})

// One line of JSON, so that whoever started the process can read where it listens.
process.stdout.write(
  `${JSON.stringify({ url: simulator.url, apiRoot: simulator.apiRoot, botToken: simulator.botToken, smtpUrl: simulator.mail.url })}\n`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.close().then(() => process.exit(0)))
}
