import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keepLetter, lettersOf } from '../src/mail/mailbox.ts'
import { createWorld } from '../src/world/world.ts'
import { sendLetter } from './smtp-client.ts'
import { call, first, jsonOf, simulate } from './support.ts'

const post = (url: string, body: unknown) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

describe('the mail server', () => {
  it('takes a letter for anybody and keeps it by address, newest first', async () => {
    const simulator = await simulate()
    await sendLetter(simulator, { to: 'Anna@Shop.example', subject: 'One' })
    await sendLetter(simulator, { to: 'anna@shop.example', subject: 'Two', html: '<p>Two</p>' })
    await sendLetter(simulator, { to: 'timur@shop.example', subject: 'Three' })
    expect(simulator.mail.letters('ANNA@shop.example').map(({ subject }) => subject)).toEqual(['Two', 'One'])
    const letters = await jsonOf(fetch(`${simulator.url}/simulator/mail/letters?to=timur@shop.example`))
    expect(letters).toMatchObject([{ subject: 'Three', text: 'Hello\n', from: { address: 'shop@vitrina.example' } }])
    expect(simulator.mail.letters()).toHaveLength(3)
  })

  it('leaves Telegram alone when it is down, and the other way round', async () => {
    const simulator = await simulate()
    simulator.mail.faults.add({ kind: 'down' })
    simulator.faults.offline()
    await expect(sendLetter(simulator, {})).rejects.toThrow()
    await sendLetter(simulator, {})
    simulator.faults.clear()
    expect((await call(simulator, 'getMe')).status).toBe(200)
  })

  it.each([
    [{ kind: 'refuse' }, '550'],
    [{ kind: 'defer' }, '451'],
    [{ kind: 'refuse-letter' }, '554'],
  ])('%o is answered with %s, to whom it is meant for and as often as told', async (fault, code) => {
    const simulator = await simulate()
    const url = `${simulator.url}/simulator/mail/faults`
    expect((await post(url, { fault, scope: { to: 'Anna@shop.example', times: 2 } })).status).toBe(204)
    await sendLetter(simulator, { to: 'timur@shop.example' })
    for (let times = 0; times < 2; times++) {
      await expect(sendLetter(simulator, { to: 'anna@shop.example' })).rejects.toThrow(code)
    }
    await sendLetter(simulator, { to: 'anna@shop.example' })
    expect(simulator.mail.letters()).toHaveLength(2)
  })

  it('refuses a fault that is none, and forgets all of them when told', async () => {
    const simulator = await simulate()
    const url = `${simulator.url}/simulator/mail/faults`
    for (const fault of [{ kind: 'earthquake' }, { kind: 'slow' }, undefined]) {
      expect((await post(url, { fault })).status).toBe(400)
    }
    await post(url, { fault: { kind: 'down' }, scope: { times: 100 } })
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(204)
    await sendLetter(simulator, {})
  })

  it('is on loopback only, as everything here', async () => {
    const simulator = await simulate()
    expect(new URL(simulator.mail.url).hostname).toBe('127.0.0.1')
    const socket = connect(Number(new URL(simulator.mail.url).port), '127.0.0.1')
    const greeting = await new Promise<Buffer>((resolve) => socket.once('data', resolve))
    socket.destroy()
    expect(greeting.toString()).toContain('on this machine only')
  })
})

describe('the box', () => {
  it('outlives a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const stateFile = join(folder, 'state.json')
    const before = await simulate({ stateFile })
    await sendLetter(before, { to: 'anna@shop.example', subject: 'Kept' })
    await before.close()
    const after = await simulate({ stateFile })
    expect(after.mail.letters('anna@shop.example')).toMatchObject([{ subject: 'Kept' }])
  })

  it('keeps the last two hundred letters, and fewer when they are long', () => {
    const world = createWorld({})
    const letter = (subject: string, text: string) => ({
      ...{ id: subject, to: 'a@b.example', from: { name: '', address: '' }, headers: {}, encrypted: false, at: 0 },
      ...{ subject, text },
    })
    for (let count = 1; count <= 250; count++) keepLetter(world, letter(String(count), 'short'))
    expect(lettersOf(world)).toHaveLength(200)
    expect(first(lettersOf(world)).subject).toBe('250')
    for (let count = 1; count <= 30; count++) keepLetter(world, letter(`long ${count}`, 'x'.repeat(250_000)))
    expect(lettersOf(world).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 16 }, (_, at) => `long ${30 - at}`),
    )
  })

  it('shows the HTML of a letter as nobody’s: without scripts, without anything from elsewhere (S21)', async () => {
    const simulator = await simulate()
    await sendLetter(simulator, { html: '<h1>Hello</h1><script>alert(1)</script>' })
    await sendLetter(simulator, {})
    const [plain, letter] = simulator.mail.letters()
    const response = await fetch(`${simulator.url}/simulator/mail/letters/${letter?.id}/html`)
    expect(await response.text()).toContain('<h1>Hello</h1>')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(/default-src 'none'.*sandbox(?!.*allow-(scripts|same-origin))/)
    for (const id of [plain?.id, 'nobody']) {
      expect((await fetch(`${simulator.url}/simulator/mail/letters/${id}/html`)).status).toBe(404)
    }
  })
})
