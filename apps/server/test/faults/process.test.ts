import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../eventually.ts'
import { freePort } from '../free-port.ts'
import { Registering } from './registering.ts'
import { Home, type ServerProcess, spawnNpm } from './server-process.ts'

let home: Home

beforeAll(async () => {
  home = await Home.open()
})
afterAll(() => home.close())

const postmaster = async () =>
  Number((await readFile(join(home.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0])

describe('a process asked to stop', () => {
  test.for(['SIGTERM', 'SIGINT'] as const)(
    'by %s finishes what it began, ends its streams, and leaves its database stopped',
    async (signal) => {
      const server = await home.start()
      const pid = await postmaster()
      const anna = new Registering(home.simulator, home.url)
      await anna.begin()
      const stream = await anna.browser.fetch(`/api/auth/verifications/${anna.id}/events`)
      const streamed = stream.text()
      home.simulator.faults.add({ kind: 'slow', delayMs: 400 }, { method: 'sendMessage' })
      anna.openLink()
      const underWay = await beginUpload(home.port, anna.person.phone)
      const stopped = server.stop(signal)
      underWay.finish()
      expect(await underWay.answer).toMatch(/^HTTP\/1.1 401 /)
      expect(await streamed).toContain('"status":"pending"')
      expect(await stopped).toMatchObject({ code: 0, signal: null })
      expect((await stopped).elapsedMs).toBeLessThan(5_000)
      expect(server.output).not.toMatch(/"level":[56]0/)
      expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    },
  )

  test('by one ctrl-C that came twice, from the terminal and from npm, finishes all the same', async () => {
    const server = await home.start()
    server.signal('SIGINT')
    expect(await server.stop('SIGINT')).toMatchObject({ code: 0 })
    // Nothing in it was out of order, and the log says nothing else.
    expect(server.output).not.toMatch(/"level":[456]0/)
  })

  test('through npm, which passes the signal on, leaves nothing running', async () => {
    const server = home.spawn({}, spawnNpm)
    await server.open()
    const pid = await postmaster()
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    await expect(fetch(`${home.url}/healthz`)).rejects.toThrow()
  })

  test('while somebody dawdles over a request, does not wait for more than a moment', async () => {
    const server = await home.start()
    const upload = await beginUpload(home.port, '+79990000000')
    const stopped = await server.stop('SIGTERM')
    expect(stopped).toMatchObject({ code: 0 })
    expect(stopped.elapsedMs).toBeLessThan(5_000)
    await upload.answer
  })

  test('and asked again, by somebody who will not wait, ends at once; its database follows it', async () => {
    const server = await home.start()
    const pid = await postmaster()
    await beginUpload(home.port, '+79990000000')
    server.signal('SIGINT')
    await eventually(() => expect(fetch(`${home.url}/healthz`)).rejects.toThrow())
    const forced = eventually(async () => {
      server.signal('SIGINT')
      expect(await Promise.race([server.ended, undefined])).toMatchObject({ code: 1 })
    })
    await forced
    await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'))
  })
})

describe('a database killed under a running server', () => {
  test('is started again, and the shop goes on without a restart', async () => {
    const server = await home.start()
    const anna = new Registering(home.simulator, home.url)
    await anna.begin()
    const pid = await postmaster()
    process.kill(pid, 'SIGKILL')
    anna.openLink()
    await anna.asked()
    anna.person.press('Это я')
    await anna.askedForContact()
    anna.person.shareContact()
    expect((await anna.enter(await anna.code())).status).toBe(200)
    expect(await postmaster()).not.toBe(pid)
    expect(await server.stop('SIGTERM')).toMatchObject({ code: 0 })
  })
})

describe('a start that cannot be', () => {
  const refused = async (server: ServerProcess) => {
    const { code } = await server.ended
    return { code, said: server.output.trim() }
  }

  test('on a folder that another process runs on is refused in a sentence', async () => {
    const first = await home.start()
    const { code, said } = await refused(home.spawn({ PORT: String(await freePort()) }))
    expect(code).toBe(1)
    expect(said).toMatch(/^Another server process is running on the data folder [^\n]+$/)
    await first.stop('SIGTERM')
  })

  test('on a port in use names the port', async () => {
    const other = createServer().listen(home.port, '127.0.0.1')
    const { code, said } = await refused(home.spawn())
    expect([code, said]).toEqual([1, `Port ${home.port} is in use: stop what listens there, or set PORT to another.`])
    await new Promise((resolve) => other.close(resolve))
  })

  test('with settings that cannot be used names all of them and no value', async () => {
    const settings = { PORT: 'eighty', TELEGRAM_BOT_TOKEN: 'not-a-token', DEFAULT_LOCALE: 'fr', LOG_LEVEL: 'loud' }
    const { code, said } = await refused(home.spawn(settings))
    expect(code).toBe(1)
    for (const name of Object.keys(settings)) expect(said).toContain(`${name}: `)
    expect(said).not.toMatch(/eighty|not-a-token|loud$/m)
    expect(said).not.toContain(' at ')
  })

  test.for([
    [
      'NODE_ENV=production',
      { NODE_ENV: 'production' },
      'NODE_ENV=production refuses to run with a simulated Telegram.',
    ],
    [
      'a folder under /proc',
      { DATA_DIR: '/proc/vitrina' },
      'cannot be kept in /proc/vitrina: no folder can be made there.',
    ],
    ['HOST=0.0.0.0', { HOST: '0.0.0.0' }, 'the demo simulates Telegram and listens on loopback only.'],
    ['a key that is none', { SIGNING_KEYS: 'a:b', TELEGRAM_BOT_TOKEN: '1:a' }, 'SIGNING_KEYS: entry 1 is not'],
  ] as const)(
    'as a demo, with bad keys or with nowhere to be kept, is refused in words: %s',
    async ([, settings, words]) => {
      const { code, said } = await refused(home.spawn({ TELEGRAM_BOT_TOKEN: '', ...settings }))
      expect(code).toBe(1)
      expect(said).toContain(words)
      expect(said).not.toContain('\n    at ')
    },
  )

  test('without its database says so', async () => {
    const { code, said } = await refused(home.spawn({ DATABASE_URL: `postgres://x@127.0.0.1:${await freePort()}/x` }))
    expect([code, said]).toEqual([1, 'The database of DATABASE_URL does not answer: start it, or correct the address.'])
  })
})

test('a fault that nobody caught ends the process, and is told without what it was about (X8)', async () => {
  // In two halves: the frames of its stack quote this source.
  const fault = 'process.on("SIGUSR2", () => Promise.reject(new Error("failed for +99890" + "1234567")))'
  const server = await home.start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}` })
  const pid = await postmaster()
  server.signal('SIGUSR2')
  expect(await server.ended).toMatchObject({ code: 1 })
  expect(server.output).toContain('"message":"failed for <number>"')
  expect(server.output).not.toContain('998901234567')
  await eventually(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'))
})

/** A sign-in whose body is sent in two parts, the second when it is asked for. */
async function beginUpload(port: number, phone: string) {
  const body = JSON.stringify({ identifier: phone, password: 'nothing that fits' })
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answer += text
  })
  socket.on('error', () => {})
  await new Promise<void>((resolve) => {
    const head = `POST /api/auth/login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n`
    socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 10)}`, () => resolve())
  })
  // Answered after it: by now the head of the other has been read.
  await fetch(`http://127.0.0.1:${port}/healthz`)
  return {
    finish: () => void socket.write(body.slice(10)),
    answer: new Promise<string>((resolve) => socket.on('close', () => resolve(answer))),
  }
}
