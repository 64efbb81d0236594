import { chmod, chown, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { emptyFolder, forgetPattern, postmasterPid, run, usedFolder, Worker } from './harness.ts'

afterAll(forgetPattern)

const isRoot = process.geteuid?.() === 0
const mapping = ['--user', '--map-user=1', '--map-group=1', '--', 'true']
const unshare = run('unshare', mapping)
const unnamed = { uid: 54_321, gid: 54_321 }
const unnamedMayUnshare = isRoot && run('unshare', mapping, unnamed)

describe.runIf(isRoot)('as root', () => {
  test.runIf(unshare)('the database runs without privileges, and its files stay with root', async () => {
    const dataDir = await emptyFolder()
    const worker = new Worker(dataDir, {})
    await worker.hear('ready')

    expect(await privileges(dataDir)).toEqual({ uid: 0, capabilities: 0n })
    expect((await stat(path.join(dataDir, 'postgres/cluster'))).uid).toBe(0)
    await worker.close()
  })

  test('where namespaces are refused, another account runs it and owns the cluster alone', async () => {
    const dataDir = await emptyFolder()
    await writeFile(path.join(dataDir, 'keys'), '')
    const worker = new Worker(dataDir, { path: await pathWithoutNamespaces() })
    await worker.hear('ready')

    const { uid, capabilities } = await privileges(dataDir)
    expect(uid).not.toBe(0)
    expect(capabilities).toBe(0n)
    const owners = [
      '',
      'keys',
      'postgres',
      'postgres/lock',
      'postgres/cluster',
      'postgres/cluster/base',
      'postgres/socket',
    ]
    expect(await Promise.all(owners.map(async (name) => (await stat(path.join(dataDir, name))).uid))).toEqual([
      0,
      0,
      0,
      0,
      uid,
      uid,
      uid,
    ])
    expect((await stat(path.join(dataDir, 'postgres/cluster'))).mode & 0o777).toBe(0o700)
    await worker.close()
  })

  test('where another account cannot enter the folder either, the refusal asks for DATABASE_URL', async () => {
    const dataDir = path.join(await emptyFolder(), 'private', 'data')
    await mkdir(dataDir, { recursive: true })
    await chmod(path.dirname(dataDir), 0o700)

    const { refused } = await new Worker(dataDir, { path: await pathWithoutNamespaces() }).hear('refused')

    expect(refused.code).toBe('account')
    expect(refused.message).toMatch(/refuses to run as root.*not permitted.*cannot enter.*ordinary user.*DATABASE_URL/s)
  })

  test.runIf(unshare)('the rows stay when the way it is run changes', async () => {
    const dataDir = await usedFolder()
    const ways = [await pathWithoutNamespaces(), process.env.PATH ?? '', await pathWithoutNamespaces()]
    const committed: number[] = []
    for (const way of ways) {
      const worker = new Worker(dataDir, { path: way, work: 'write' })
      committed.push((await worker.hear('committed')).committed)
      // Killed, so that the next one also has the orphan of another account to stop.
      await worker.kill()
    }
    expect(committed).toEqual([...committed].sort((a, b) => a - b))
    expect(new Set(committed).size).toBe(ways.length)
  })

  test('a cluster that an ordinary user made is run as that user, who can go on with it', async () => {
    const dataDir = await emptyFolder()
    await chown(dataDir, 65534, 65534)
    for (const identity of [{ uid: 65534, gid: 65534 }, {}, { uid: 65534, gid: 65534 }]) {
      const worker = new Worker(dataDir, identity)
      await worker.hear('ready')
      expect((await privileges(dataDir)).uid).toBe(65534)
      await worker.close()
    }
  })

  test.runIf(unnamedMayUnshare)('an account without a name runs it under a borrowed one', async () => {
    const dataDir = await emptyFolder()
    await chown(dataDir, unnamed.uid, unnamed.gid)
    const worker = new Worker(dataDir, unnamed)
    await worker.hear('ready')
    expect((await privileges(dataDir)).uid).toBe(unnamed.uid)
    await worker.close()
  })

  test('an account without a name that may not borrow one is told so', async () => {
    const dataDir = await emptyFolder()
    await chown(dataDir, unnamed.uid, unnamed.gid)
    const { refused } = await new Worker(dataDir, { ...unnamed, path: await pathWithoutNamespaces() }).hear('refused')
    expect(refused).toMatchObject({
      code: 'account',
      message: expect.stringMatching(/uid 54321 is not in .*DATABASE_URL/),
    })
  })
})

test('an ordinary user runs the database as themselves', async () => {
  const dataDir = await emptyFolder()
  const uid = isRoot ? 65534 : process.geteuid?.()
  if (isRoot) await chown(dataDir, 65534, 65534)
  const worker = new Worker(dataDir, isRoot ? { uid: 65534, gid: 65534 } : {})
  await worker.hear('ready')
  expect((await privileges(dataDir)).uid).toBe(uid)
  await worker.close()
})

/** Whom the kernel takes the postmaster for, and what it lets it do beyond that. */
async function privileges(dataDir: string): Promise<{ uid: number; capabilities: bigint }> {
  const status = await readFile(`/proc/${await postmasterPid(dataDir)}/status`, 'utf8')
  return {
    uid: Number(/^Uid:\t(\d+)/m.exec(status)?.[1]),
    capabilities: BigInt(`0x${/^CapEff:\t(\w+)/m.exec(status)?.[1]}`),
  }
}

/** A search path on which unshare answers what it answers in a container that refuses namespaces. */
async function pathWithoutNamespaces(): Promise<string> {
  const folder = await emptyFolder()
  const script = '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n'
  await writeFile(path.join(folder, 'unshare'), script, { mode: 0o755 })
  return `${folder}:${process.env.PATH}`
}
