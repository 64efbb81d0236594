import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitCustomer } from '#own-account'
import { insertOrTouchChat, sweepChats, sweepUpdates, updateChat } from '#telegram'
import { sweepSessions } from '../src/modules/sessions/jobs.ts'
import { sweepOutcomes } from '../src/modules/verifications/sweep.ts'
import { newClaim, newProof, type UseCases, useCases } from './use-cases.ts'

let on: UseCases
beforeAll(async () => {
  on = await useCases()
})
afterAll(() => on.close())

test('whatever has piled up is swept in batches, and nothing alive with it', async () => {
  const { db } = on.ctx
  const { id } = await admitCustomer(on.ctx, newProof(), newClaim())
  const old = new Date(on.ctx.now().getTime() - 61 * 24 * 3600_000).toISOString()
  const now = on.ctx.now().toISOString()
  // 2,500 of each are over; the last of each is not.
  const at = sql`case when n > 2500 then ${now}::timestamptz else ${old}::timestamptz end`
  const rows = sql`from generate_series(1, 2501) as n`
  await db.execute(sql`insert into telegram_updates (bot_id, id, handled_at) select 1, n, ${at} ${rows}`)
  await db.execute(sql`insert into verification_outcomes select n::text, ${id}, ${at} ${rows}`)
  await db.execute(sql`insert into sessions (id, customer_id, amr, created_at, proven_at, last_seen_at, expires_at)
    select n::text, ${id}, 'pwd', ${old}, ${old}, ${old}, ${at} ${rows}`)
  await db.execute(
    sql`insert into refresh_tokens (hash, session_id, issued_at) select n::text, n::text, ${old} ${rows}`,
  )

  const statements: number[] = []
  const counted = { ...on.ctx, db: counting(db, statements) }
  await sweepUpdates(counted)
  await sweepOutcomes(counted)
  await sweepSessions(counted)
  for (const table of ['telegram_updates', 'verification_outcomes', 'sessions', 'refresh_tokens']) {
    const { rows } = await db.execute(sql.raw(`select count(*)::int as left from ${table}`))
    expect(rows, table).toEqual([{ left: 1 }])
  }
  expect(statements.length).toBeGreaterThan(3 + 3 + 50)
})

/** The same database, keeping count of its deletions. */
function counting(db: UseCases['ctx']['db'], statements: number[]): UseCases['ctx']['db'] {
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'delete') statements.push(statements.length)
      return Reflect.get(target, name)
    },
  })
}

test('of chats those go from which nobody wrote for half a year and that are of no use: blocked, or no customer’s (Y7)', async () => {
  const { db } = on.ctx
  const [idle, lively] = [new Date(on.ctx.now().getTime() - 180 * 24 * 3600_000 - 1), on.ctx.now()]
  const chats = { stranger: 501, lately: 502, blocked: 503, customer: 504, blockedLately: 505, blockedCustomer: 506 }
  for (const telegramId of [chats.customer, chats.blockedCustomer]) {
    await admitCustomer(on.ctx, newProof({ telegramId }), newClaim())
  }
  for (const [name, id] of Object.entries(chats)) {
    const seenAt = name.endsWith('ately') ? lively : idle
    await insertOrTouchChat(db, { id, languageCode: 'ru', username: undefined }, seenAt)
    if (name.startsWith('blocked')) await updateChat(db, id, { blockedAt: seenAt })
  }
  await sweepChats(on.ctx)
  const { rows } = await db.execute<{ id: string }>('select id from telegram_chats order by id')
  expect(rows.map(({ id }) => Number(id))).toEqual([chats.lately, chats.customer, chats.blockedLately])
})
