import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startSimulator } from '../src/index.ts'
import { call, first, jsonOf, simulate } from './support.ts'

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Starts the simulator as a process of its own and reads where it listens. */
async function spawnSimulator(...options: string[]) {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [main, '--no-limits', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  if (!child.stdout) throw new Error('the process has no output')
  const { value: line } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, ended, ...(JSON.parse(String(line)) as { url: string; apiRoot: string; botToken: string }) }
}

describe('a state file', () => {
  it('brings people, chats and undelivered updates back after a restart', async () => {
    const stateFile = join(await folder(), 'state.json')
    const before = await startSimulator({ stateFile, limits: false })
    const person = before.addPerson({ firstName: 'Nodira', phone: '+998901234567' })
    person.start('code')
    await call(before, 'sendMessage', { chat_id: person.id, text: 'hello', reply_markup: { keyboard: [['A']] } })
    const updates = (await call(before, 'getUpdates')).body.result
    await before.close()

    const after = await simulate({ stateFile })
    expect(after.botToken).toBe(before.botToken)
    const same = after.people().find(({ id }) => id === person.id)
    expect(same?.phone).toBe('+998901234567')
    expect(same?.chat().map(({ text }) => text)).toEqual(['/start code', 'hello'])
    expect(same?.keyboard()).toEqual([[{ text: 'A' }]])
    expect((await call(after, 'getUpdates')).body.result).toEqual(updates)
    // Ids given out after the last writing must not come twice: a bot would drop them as handled.
    same?.say('again')
    const { result } = (await call(after, 'getUpdates')).body
    expect(result.at(-1).update_id).toBeGreaterThan(result[0].update_id + 100)
  })

  it('is never half written: what is beside it is renamed over it', async () => {
    const path = await folder()
    const simulator = await startSimulator({ stateFile: join(path, 'state.json'), limits: false })
    const person = first(simulator.people())
    person.start()
    for (let count = 0; count < 50; count++) person.say(`message ${count}`)
    await simulator.close()
    expect(await readdir(path)).toEqual(['state.json'])
    expect(JSON.parse(await readFile(join(path, 'state.json'), 'utf8')).chats[person.id].messages).toHaveLength(51)
  })

  it('of another version is refused with a sentence', async () => {
    const stateFile = join(await folder(), 'state.json')
    await writeFile(stateFile, '{"version":99}')
    await expect(startSimulator({ stateFile })).rejects.toThrow('was written by another version of the simulator')
  })

  it('gives way to the token and the name given now', async () => {
    const stateFile = join(await folder(), 'state.json')
    const before = await startSimulator({ stateFile })
    await before.close()
    const after = await simulate({ stateFile, botToken: `42:${'a'.repeat(35)}`, botUsername: 'other_bot' })
    expect((await call(after, 'getMe')).body.result).toMatchObject({ id: 42, username: 'other_bot' })
  })
})

describe('the process', () => {
  it('keeps updates for a bot that is not there, and ends in order', async () => {
    const stateFile = join(await folder(), 'state.json')
    const running = await spawnSimulator('--state', stateFile)
    const people = await jsonOf(fetch(`${running.url}/simulator/people`))
    await fetch(`${running.url}/simulator/people/${people[0].id}/start`, { method: 'POST' })
    const updates = `${running.apiRoot}/bot${running.botToken}/getUpdates`
    expect((await jsonOf(fetch(updates))).result).toMatchObject([{ message: { text: '/start' } }])
    running.child.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    expect(JSON.parse(await readFile(stateFile, 'utf8')).updates.pending).toHaveLength(1)
  })
})

describe('the address', () => {
  it.each(['0.0.0.0', '192.168.1.5', 'shop.uz', '::'])('%s is refused: only this machine may come', async (host) => {
    await expect(startSimulator({ host })).rejects.toThrow('the simulator listens on loopback only')
  })
})
