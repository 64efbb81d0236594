import { createServer, type Server } from 'node:net'
import type { Email } from '@vitrina/contract'
import { type MailFault, type Simulator, startSimulator } from '@vitrina/simulator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Letter, type Mailer, makeMailer } from '#mail'
import { capturedLog, silentLog } from '../ctx.ts'
import { newLetter, SENDER } from './letters.ts'

const AT = new Date(Date.UTC(2030, 0, 1, 12))
let simulator: Simulator
let mailer: Mailer
const opened: { close(): Promise<void> }[] = []

beforeEach(async () => {
  simulator = keep(await startSimulator())
  mailer = mailerAt(simulator.mail.url)
})
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

function keep<One extends { close(): Promise<void> }>(one: One): One {
  opened.push(one)
  return one
}

function mailerAt(url: string, { log = silentLog(), shopName = 'Сирень & Ко', from = SENDER } = {}): Mailer {
  return keep(makeMailer({ url, from, shopName, now: () => AT }, log))
}

async function sendWith(fault: MailFault, times = 1, letter: Letter = newLetter()) {
  simulator.mail.faults.add(fault, { times })
  return { letter, delivery: await mailer.send(letter) }
}

describe('a letter that is delivered', () => {
  test('arrives as text and as HTML, from the shop by name, dated by the clock, and says that it is automatic (C7)', async () => {
    const letter = newLetter()
    expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
    const [arrived] = simulator.mail.letters(letter.to)
    expect(arrived).toMatchObject({
      to: letter.to,
      from: { name: 'Сирень & Ко', address: 'shop@vitrina.example' },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      headers: { 'auto-submitted': 'auto-generated', date: 'Tue, 01 Jan 2030 12:00:00 +0000' },
    })
    expect(arrived?.headers).not.toHaveProperty('x-mailer')
    expect(mailer.working).toBe(true)
  })

  test('bears one Message-ID however often it is tried, and another key or address another one', async () => {
    const letter = newLetter()
    const others = [letter, letter, { ...letter, key: 'another' }, newLetter({ key: letter.key })]
    for (const one of others) await mailer.send(one)
    const ids = simulator.mail.letters().map(({ headers }) => headers['message-id'])
    expect(ids[3]).toMatch(/^<[\w-]{43}@vitrina\.example>$/)
    expect(ids[3]).toBe(ids[2])
    expect(new Set(ids).size).toBe(3)
  })

  test('shares a few connections with the others', async () => {
    const letters = Array.from({ length: 30 }, () => newLetter())
    const deliveries = await Promise.all(letters.map((letter) => mailer.send(letter)))
    expect(deliveries).toEqual(letters.map(() => ({ outcome: 'delivered' })))
    expect(simulator.mail.letters()).toHaveLength(30)
  })
})

describe('what a stranger wrote', () => {
  test('cannot begin another header, by the name, the subject or the sender (S21)', async () => {
    const evil = 'Сирень\r\nBcc: victim@shop.example\u2028X-Evil: 1'
    mailer = mailerAt(simulator.mail.url, { shopName: evil })
    const letter = newLetter({ subject: evil })
    await mailer.send(letter)
    expect(simulator.mail.letters()).toHaveLength(1)
    const [arrived] = simulator.mail.letters(letter.to)
    expect(arrived?.headers).not.toHaveProperty('bcc')
    expect(arrived?.headers).not.toHaveProperty('x-evil')
    expect(arrived?.subject).toBe('Сирень Bcc: victim@shop.example X-Evil: 1')
    expect(arrived?.from).toEqual({ name: 'Сирень Bcc: victim@shop.example X-Evil: 1', address: SENDER.address })
  })

  test.each([
    'a@shop.example\r\nRCPT TO:<b@shop.example>',
    'a@shop.example, b@shop.example',
    'Anna <a@shop.example>',
    '',
  ])('is no address: %j', async (to) => {
    const delivery = await mailer.send(newLetter({ to: to as Email }))
    expect(delivery).toEqual({ outcome: 'refused', blocked: true, description: 'not an address' })
    expect(simulator.mail.letters()).toEqual([])
  })
})

describe('what the server answers', () => {
  test('550 to the recipient is a refusal for good, and the address is not repeated (X8)', async () => {
    const { delivery } = await sendWith({ kind: 'refuse' })
    const description = expect.stringMatching(/^550[^@]*<address>/)
    expect(delivery).toEqual({ outcome: 'refused', blocked: true, description })
    expect(mailer.working).toBe(true)
  })

  test('554 to the letter is a refusal that says nothing of the recipient', async () => {
    const { delivery } = await sendWith({ kind: 'refuse-letter' })
    expect(delivery).toMatchObject({ outcome: 'refused', blocked: false })
  })

  test('451 means later, and the next try goes through on the same connection', async () => {
    const { letter, delivery } = await sendWith({ kind: 'defer' })
    expect(delivery).toEqual({ outcome: 'not_done' })
    expect(mailer.working).toBe(true)
    expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
  })

  test('451 again and again is a server that takes no letters, until it takes one or answers for good', async () => {
    for (const end of ['delivered', 'refused'] as const) {
      for (let nth = 0; nth < 2; nth++) await sendWith({ kind: 'defer' })
      expect(mailer.working).toBe(true)
      await sendWith({ kind: 'defer' })
      expect(mailer.working).toBe(false)
      if (end === 'delivered') await mailer.send(newLetter())
      else await sendWith({ kind: 'refuse' })
      expect(mailer.working).toBe(true)
    }
  })

  test('535 is the operator’s to mend: the letter waits and the mail counts as away', async () => {
    mailer = mailerAt(simulator.mail.url.replace('//', '//shop:hunter2@'))
    const { letter, delivery } = await sendWith({ kind: 'refuse-login' })
    expect(delivery).toEqual({ outcome: 'not_done' })
    expect(mailer.working).toBe(false)
    expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
    expect(mailer.working).toBe(true)
  })
})

describe('a server that fails', () => {
  test.each(['down', 'garbage'] as const)('before the letter leaves no doubt: %s', async (kind) => {
    const { letter, delivery } = await sendWith({ kind }, 2)
    expect(delivery).toEqual({ outcome: 'not_done' })
    expect(mailer.working).toBe(false)
    simulator.mail.faults.clear()
    expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
    expect(mailer.working).toBe(true)
    expect(simulator.mail.letters()).toHaveLength(1)
  })

  test('that is not there at all leaves no doubt either', async () => {
    const { url } = simulator.mail
    await simulator.close()
    expect(await mailerAt(url).send(newLetter())).toEqual({ outcome: 'not_done' })
  })

  test('after it took the letter leaves a doubt, and the letter is there once', async () => {
    const { letter, delivery } = await sendWith({ kind: 'drop-after' })
    expect(delivery).toEqual({ outcome: 'doubtful' })
    expect(simulator.mail.letters(letter.to)).toHaveLength(1)
  })

  test('that takes its time is given up by whoever waits, in doubt; a letter still in line, without', async () => {
    simulator.mail.faults.add({ kind: 'slow', delayMs: 60_000 }, { times: 100 })
    const letters = Array.from({ length: 6 }, () => newLetter())
    const arrived = Promise.withResolvers<void>()
    const stop = new AbortController()
    const sending = letters.map((letter) => mailer.send(letter, stop.signal))
    void waitForLetters(4).then(arrived.resolve)
    await arrived.promise
    stop.abort()
    const outcomes = (await Promise.all(sending)).map(({ outcome }) => outcome)
    expect(outcomes).toEqual(['doubtful', 'doubtful', 'doubtful', 'doubtful', 'not_done', 'not_done'])
    expect(mailer.working).toBe(true)
  })

  test('that dropped the kept connection meanwhile gets the letter on a new one, once', async () => {
    await mailer.send(newLetter())
    simulator.mail.faults.add({ kind: 'down' })
    simulator.mail.faults.clear()
    const letter = newLetter()
    expect(await mailer.send(letter)).toEqual({ outcome: 'delivered' })
    expect(simulator.mail.letters(letter.to)).toHaveLength(1)
  })

  test('and answers with anything after the letter leaves a doubt', async () => {
    const server = await lyingServer()
    expect(await mailerAt(server.url).send(newLetter())).toEqual({ outcome: 'doubtful' })
  })

  test('is told of once, without address, name or password (X8)', async () => {
    const { log, lines } = capturedLog()
    mailer = mailerAt(simulator.mail.url.replace('//', '//shop:hunter2@'), { log })
    simulator.mail.faults.add({ kind: 'refuse-login' }, { times: 3 })
    const letter = newLetter()
    for (let tries = 0; tries < 4; tries++) await mailer.send(letter)
    expect(lines).toHaveLength(2)
    expect(lines.join()).not.toMatch(/hunter2|anna|@/)
  })
})

describe('encryption', () => {
  test('is taken where it is offered, whoever vouches for it, as long as no password is sent', async () => {
    const offering = keep(await startSimulator({ mailStartTls: true }))
    const letter = newLetter()
    expect(await mailerAt(offering.mail.url).send(letter)).toEqual({ outcome: 'delivered' })
    expect(offering.mail.letters(letter.to)[0]?.encrypted).toBe(true)
  })

  test('that nobody vouches for is not trusted with a password', async () => {
    const offering = keep(await startSimulator({ mailStartTls: true }))
    const url = offering.mail.url.replace('//', '//shop:hunter2@')
    expect(await mailerAt(url).send(newLetter())).toEqual({ outcome: 'not_done' })
    expect(offering.mail.letters()).toEqual([])
  })
})

function waitForLetters(count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => (simulator.mail.letters().length >= count ? resolve() : setImmediate(look))
    look()
  })
}

/** Takes a letter by the book and then answers with nonsense. */
async function lyingServer(): Promise<{ url: string }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 hello\r\n')
    let inLetter = false
    socket.on('data', (chunk) => {
      const text = chunk.toString()
      if (inLetter) {
        if (text.includes('\r\n.\r\n')) socket.write('hm\r\n')
        return
      }
      inLetter = /^DATA/m.test(text)
      socket.write(inLetter ? '354 go on\r\n' : '250 fine\r\n')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  keep({ close: async () => void server.close() })
  const address = server.address()
  return { url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` }
}
