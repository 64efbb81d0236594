import { loadConfig } from './src/config.ts'

// `npm run play-bot -- <sessionId> <phone> [telegramId] [username]`: plays the part of system B's bot
// for a developer (B8). It hands the contact over as that bot would; the code then comes into that
// Telegram chat. The secret is read where the shop reads it, so that it stands in no shell's history.

// Of the person that a demo begins with.
const ANNA = '5500000101'

const USAGE = `npm run play-bot -- <sessionId> <phone> [telegramId] [username]

  sessionId   as POST /auth/register/telegram answered it, tg_…
  phone       as Telegram shares it, e.g. +79991234567
  telegramId  whose chat the code comes into (${ANNA}, of the demo's first person)
  username    without @

The shop is looked for at PUBLIC_URL, or else at HOST and PORT; its TELEGRAM_BOT_SECRET must be set.`

/** What an answer means to whoever plays. */
const meanings: Record<number, string> = {
  403: 'The shop does not accept this TELEGRAM_BOT_SECRET: it must be the one that the shop was started with.',
  404: 'There is no such session: it has expired, was used or denied, or contract B is not served here.',
  409: 'Another contact was handed over for this session before. Start a new one.',
}

process.exitCode = await play(process.argv.slice(2))

async function play([sessionId, phone, telegramId = ANNA, username]: string[]): Promise<number> {
  if (!sessionId || !phone) return complain(USAGE)
  if (!/^[1-9][0-9]{0,15}$/.test(telegramId)) return complain(`«${telegramId}» is no Telegram id: it is a number.`)
  try {
    const { botSecret, publicUrl } = loadConfig()
    if (!botSecret) {
      return complain('TELEGRAM_BOT_SECRET is not set: put it into .env, and start the shop anew so that it knows it.')
    }
    const contact = { sessionId, phone, telegramId: Number(telegramId), telegramUsername: username ?? null }
    const answer = await deliver(publicUrl, botSecret, contact)
    if (!answer) return complain(`Nobody answers at ${publicUrl}: is the shop running? npm start`)
    if (answer.status !== 200) return complain(explain(answer))
    console.log(`${answer.body.status}: the code comes into the chat of ${telegramId}, if they have started the bot.`)
    return 0
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return complain(error.message)
    throw error
  }
}

interface Answer {
  status: number
  body: { status?: unknown; detail?: unknown }
}

/** Nothing when nobody answered. */
async function deliver(publicUrl: string, botSecret: string, contact: object): Promise<Answer | undefined> {
  const response = await fetch(`${publicUrl}/telegram/contact`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-bot-secret': botSecret, 'accept-language': 'en' },
    body: JSON.stringify(contact),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined)
  if (!response) return undefined
  const body = (await response.json().catch(() => ({}))) as Answer['body']
  return { status: response.status, body }
}

function explain({ status, body }: Answer): string {
  return meanings[status] ?? `The shop answered ${status}: ${body.detail ?? 'without a reason'}`
}

function complain(sentence: string): number {
  console.error(`\n${sentence}\n`)
  return 1
}
