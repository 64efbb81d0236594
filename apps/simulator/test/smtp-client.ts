import { createConnection, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Simulator } from '../src/index.ts'

interface TestLetter {
  to?: string
  subject?: string
  text?: string
  html?: string
}

/** Sends a letter as the standard says, a line at a time; a refusal or a broken connection throws. */
export async function sendLetter(simulator: Simulator, letter: TestLetter): Promise<void> {
  const { hostname, port } = new URL(simulator.mail.url)
  const socket = createConnection(Number(port), hostname)
  try {
    await converse(socket, letter)
  } finally {
    socket.destroy()
  }
}

async function converse(
  socket: Socket,
  { to = 'anna@shop.example', subject = 'Hello', text = 'Hello', html }: TestLetter,
) {
  const broken = new Promise<never>((_, reject) => {
    socket.on('error', reject).on('close', () => reject(new Error('the connection broke')))
  })
  broken.catch(() => {})
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const answer = async (expected: string) => {
    const { value: line } = await Promise.race([lines.next(), broken])
    if (!String(line).startsWith(expected)) throw new Error(String(line))
  }
  const head = `From: Vitrina <shop@vitrina.example>\r\nTo: ${to}\r\nSubject: ${subject}\r\n`
  await answer('220')
  for (const [command, expected] of [
    ['HELO test', '250'],
    ['MAIL FROM:<shop@vitrina.example>', '250'],
    [`RCPT TO:<${to}>`, '250'],
    ['DATA', '354'],
    [`${head}${bodyOf(text, html)}\r\n.`, '250'],
  ] as const) {
    socket.write(`${command}\r\n`)
    await answer(expected)
  }
}

function bodyOf(text: string, html: string | undefined): string {
  if (html === undefined) return `Content-Type: text/plain\r\n\r\n${text}`
  const parts = [`Content-Type: text/plain\r\n\r\n${text}`, `Content-Type: text/html\r\n\r\n${html}`]
  const joined = parts.map((part) => `--x\r\n${part}\r\n`).join('')
  return `Content-Type: multipart/alternative; boundary=x\r\n\r\n${joined}--x--`
}
