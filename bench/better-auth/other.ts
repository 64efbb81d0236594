import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { POOL_SIZE } from '../../apps/server/src/storage.ts'
import { freePort, type Running, start } from '../processes.ts'
import type { World } from '../world.ts'
import { installBetterAuth, NEWEST } from './install.ts'

export const CODE = '123456'
export const PASSWORD = 'Сирень-2026'

/** The other product, running beside ours on the same PostgreSQL, in a database of its own. */
export interface Other {
  url: string
  process: Running
  /** The cookie of somebody who is signed in there. */
  cookie: string
  email: string
  phones: string[]
  /** Makes a code ready for each phone, as if it had just been sent. */
  issueCodes(): Promise<void>
  close(): Promise<void>
}

interface OtherOptions {
  version?: string
  people: number
  /** Whether it deletes what has expired at each look for a code, as it comes. */
  cleansUp?: boolean
  /** Codes of others that nobody has entered yet. */
  waiting?: number
}

export async function openOther(
  world: World,
  { version = NEWEST, people, cleansUp = true, waiting = 0 }: OtherOptions,
): Promise<Other> {
  const folder = join(world.folder, `other-${randomUUID()}`)
  await mkdir(folder)
  const database = await createDatabase(world)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const process = await start({
    script: await installBetterAuth(folder, version),
    folder,
    env: {
      OTHER_PORT: String(port),
      OTHER_DATABASE: JSON.stringify(database),
      OTHER_POOL_SIZE: String(POOL_SIZE),
      OTHER_CLEANS_UP: cleansUp ? 'yes' : 'no',
    },
    answersAt: `${url}/healthz`,
  })
  const email = 'anna@shop.example'
  const cookie = await signUp(url, email)
  const client = new pg.Client(database)
  await client.connect()
  const phones = await insertPeople(client, people)
  await insertCodes(
    client,
    Array.from({ length: waiting }, (_, nth) => `waiting ${nth}`),
  )
  const close = async () => {
    await client.end()
    await process.stop()
  }
  return { url, process, cookie, email, phones, issueCodes: () => insertCodes(client, phones), close }
}

async function createDatabase({ product }: World) {
  const name = `other_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(product.database)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return { ...product.database, database: name }
}

async function signUp(url: string, email: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password: PASSWORD, name: 'Анна' }),
  })
  if (!answer.ok) throw new Error(`the other product answered ${answer.status}: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

async function insertPeople(client: pg.Client, count: number): Promise<string[]> {
  const phones = Array.from({ length: count }, (_, nth) => `+7917${String(nth).padStart(7, '0')}`)
  await client.query(
    `insert into "user" (id, name, email, "emailVerified", "phoneNumber", "phoneNumberVerified", "createdAt", "updatedAt")
     select gen_random_uuid(), 'Анна', phone || '@shop.example', true, phone, true, now(), now()
     from unnest($1::text[]) as phone`,
    [phones],
  )
  return phones
}

async function insertCodes(client: pg.Client, phones: readonly string[]): Promise<void> {
  await client.query('delete from verification where identifier = any($1)', [phones])
  await client.query(
    `insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     select gen_random_uuid(), phone, $2, now() + interval '1 hour', now(), now()
     from unnest($1::text[]) as phone`,
    [phones, `${CODE}:0`],
  )
  await client.query('analyze verification')
}
