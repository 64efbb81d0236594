import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase, dropDatabase, type TestDatabase } from './postgres.ts'

const root = resolve(import.meta.dirname, '../../..')

async function run(command: string, args: string[], settings: Record<string, string> = {}): Promise<string> {
  const { PATH = '', HOME = '' } = process.env
  const { stdout } = await promisify(execFile)(command, args, { cwd: root, env: { PATH, HOME, ...settings } })
  return stdout
}

test('one command generates migrations from the schema, and has nothing left to generate (A10)', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  expect(scripts['db:generate']).toBe('drizzle-kit generate --config apps/server/drizzle.config.ts')
  const folder = await mkdtemp(join(tmpdir(), 'vitrina-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join(root, 'apps/server/migrations'), join(folder, 'migrations'), { recursive: true })
  // The same, but for where it writes, which it takes as seen from here.
  const config = join(folder, 'drizzle.config.ts')
  const out = JSON.stringify(relative(root, join(folder, 'migrations')))
  const own = join(root, 'apps/server/drizzle.config.ts')
  await writeFile(config, `import own from '${own}'\nexport default { ...own, out: ${out} }\n`)
  // Its exit code is 0 whatever happens.
  const said = await run(join(root, 'node_modules/.bin/drizzle-kit'), ['generate', '--config', config])
  expect(said).toContain('No schema changes')
})

test('one command brings an empty database to this release, and a second time changes nothing (A10)', async () => {
  const [empty, migrated] = [await createDatabase(''), await createDatabase()]
  onTestFinished(async () => {
    for (const database of [empty, migrated]) await dropDatabase(database)
  })
  expect(await columnsOf(empty)).toEqual([])
  for (const _ of ['first', 'second']) {
    const said = await run('npm', ['run', '--silent', 'db:migrate'], { DATABASE_URL: urlOf(empty) })
    expect(said.trim()).toBe('The database is at this release.')
    expect(await columnsOf(empty)).toEqual(await columnsOf(migrated))
  }
})

test('PostgreSQL and Redis start from one compose file, for this machine alone, with passwords (A10)', async () => {
  const file = await readFile(join(root, 'deploy/compose.yaml'), 'utf8')
  const [, services = ''] = /\nservices:\n(.*?)\n\S/s.exec(file) ?? []
  const images = [...services.matchAll(/^ {2}(\w+):\n {4}image: (\w+):/gm)].map(([, name, image]) => [name, image])
  expect(images).toEqual([
    ['postgres', 'postgres'],
    ['redis', 'redis'],
  ])
  const ports = [...services.matchAll(/ports: \["([^"]+)"\]/g)].map(([, port]) => port)
  expect(ports).toEqual(['127.0.0.1:5432:5432', '127.0.0.1:6379:6379'])
  for (const password of ['POSTGRES_PASSWORD', 'REDIS_PASSWORD']) expect(services).toContain(`\${${password}:?`)
})

/** With a socket's folder, if that is where it is, in place of a host. */
function urlOf({ host, port, user, password, database }: TestDatabase): string {
  const credentials = password ? `${user}:${encodeURIComponent(password)}` : user
  return `postgresql://${credentials}@${encodeURIComponent(host)}:${port}/${database}`
}

async function columnsOf(database: TestDatabase): Promise<string[]> {
  const client = new Client(database)
  await client.connect()
  const { rows } = await client.query(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
  )
  await client.end()
  return rows.map(({ name }) => name).sort()
}
