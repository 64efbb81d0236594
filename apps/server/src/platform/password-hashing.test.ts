import { hash } from '@node-rs/argon2'
import { describe, expect, test } from 'vitest'
import { expectSameTime } from '../../test/same-time.ts'
import { PasswordHasher } from './password-hashing.ts'

const busy = expect.objectContaining({ code: 'platform.busy', kind: 'unavailable' })

describe('one password', () => {
  const hasher = new PasswordHasher()

  test('is kept as argon2id at the agreed cost, salted anew each time (S18)', async () => {
    const [one, two] = await Promise.all([hasher.hash('SecurePass123!'), hasher.hash('SecurePass123!')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  test('opens with itself and with nothing else', async () => {
    const kept = await hasher.hash('SecurePass123!')
    expect(await hasher.verify(kept, 'SecurePass123!')).toBe(true)
    expect(await hasher.verify(kept, 'securepass123!')).toBe(false)
    expect(await hasher.verify(kept, 'SecurePass123! ')).toBe(false)
    expect(await hasher.verify(kept, '')).toBe(false)
  })

  test('opens however its letters were composed', async () => {
    const kept = await hasher.hash('йод-ё-café'.normalize('NFD'))
    expect(await hasher.verify(kept, 'йод-ё-café'.normalize('NFC'))).toBe(true)
  })

  test('counts to its last character, far beyond 72 bytes', async () => {
    const long = 'ы'.repeat(127)
    const kept = await hasher.hash(`${long}1`)
    expect(await hasher.verify(kept, `${long}2`)).toBe(false)
  })

  test('of an unknown account is refused, and at the same cost (S17)', async () => {
    const kept = await hasher.hash('SecurePass123!')
    expect(await hasher.verify(undefined, 'SecurePass123!')).toBe(false)
    await expectSameTime(hasher, async () => {
      const taken: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
      for (let round = 0; round < 15; round++) {
        taken.known.push(await timed(() => hasher.verify(kept, 'wrong')))
        taken.unknown.push(await timed(() => hasher.verify(undefined, 'wrong')))
      }
      return taken
    })
  })

  test('is hashed again when the cost has changed since', async () => {
    expect(hasher.needsRehash(await hasher.hash('SecurePass123!'))).toBe(false)
    expect(hasher.needsRehash(await hash('SecurePass123!', { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(
      true,
    )
    expect(hasher.needsRehash('$2b$12$bcrypt')).toBe(true)
  })
})

describe('a flood of passwords (S20)', () => {
  test('is refused at once with a time to come back when the line is longer than allowed', async () => {
    const hasher = new PasswordHasher({ concurrency: 1, maxWaitMs: 100 })
    const flood = Array.from({ length: 60 }, () => hasher.hash('SecurePass123!'))
    const results = await Promise.allSettled(flood)
    const refused = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason)
    // Before anything was timed a hash is taken for 20 ms: one runs and five may wait.
    expect(refused).toHaveLength(54)
    for (const reason of refused) expect(reason).toEqual(busy)
    expect(refused[0].details.retryAfter).toBe(1)
  })

  test('once over leaves no trace: the next password is served', async () => {
    const hasher = new PasswordHasher({ concurrency: 1, maxWaitMs: 40 })
    await Promise.allSettled(Array.from({ length: 20 }, () => hasher.hash('SecurePass123!')))
    await expect(hasher.hash('SecurePass123!')).resolves.toContain('$argon2id$')
  })

  test('is served in the order of arrival', async () => {
    const hasher = new PasswordHasher({ concurrency: 1 })
    const served: number[] = []
    await Promise.all([1, 2, 3, 4, 5].map((n) => hasher.hash('SecurePass123!').then(() => served.push(n))))
    expect(served).toEqual([1, 2, 3, 4, 5])
  })

  test('does not grow past a broken hash: its place is given on', async () => {
    const hasher = new PasswordHasher({ concurrency: 1 })
    const broken = [1, 2, 3].map(() => hasher.verify('no hash at all', 'SecurePass123!'))
    for (const result of await Promise.allSettled(broken)) expect(result.status).toBe('rejected')
    await expect(hasher.hash('SecurePass123!')).resolves.toContain('$argon2id$')
  })

  test('is finished, and nothing more is taken, when the process stops', async () => {
    const hasher = new PasswordHasher({ concurrency: 1 })
    const hashes: string[] = []
    for (let n = 0; n < 3; n++) void hasher.hash('SecurePass123!').then((hash) => hashes.push(hash))
    const closed = hasher.close()
    await expect(hasher.hash('SecurePass123!')).rejects.toEqual(busy)
    await closed
    // Those who wait for the last hash are told in the same turn of the loop.
    await new Promise(setImmediate)
    expect(hashes).toHaveLength(3)
    await new PasswordHasher().close()
  })
})

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
