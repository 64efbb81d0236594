import { expect, test } from 'vitest'
import { isDatabaseAway } from './db.ts'

const failed = (fields: object) => Object.assign(new Error('failed'), fields)

test.each([
  ['a socket that is not there', failed({ code: 'ENOENT', syscall: 'connect' }), true],
  ['a file that is not there', failed({ code: 'ENOENT', syscall: 'open' }), false],
  ['a connection refused', failed({ code: 'ECONNREFUSED', syscall: 'connect' }), true],
  ['a server that shuts down', failed({ code: '57P01' }), true],
  ['a constraint', failed({ code: '23505' }), false],
  ['what stands behind another error', new Error('a query failed', { cause: failed({ code: '08006' }) }), true],
])('%s says whether the database is away', (_name, error, away) => {
  expect(isDatabaseAway(error)).toBe(away)
})
