import { locales } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import { describe, expect, test } from 'vitest'
import { declaredRefusals } from '#platform'
import '../src/app.ts'
import { protocolCodes } from '../src/http/errors.ts'

const codes = new Set([...declaredRefusals(), ...Object.values(protocolCodes), 'http.fault'])

describe.each(locales)('in %s', (locale) => {
  const { refusals, kinds } = refusalWords[locale]

  test('every «no» that the product can say has words, and no words are left over (X2)', () => {
    expect(Object.keys(refusals).sort()).toEqual([...codes].sort())
  })

  test('every wait is told in words', () => {
    for (const code of [
      'platform.too_many_requests',
      'registration.resend_too_soon',
      'sms.prefix_paused',
      'checkout.in_progress',
    ]) {
      const sentence = refusals[code]
      expect(typeof sentence === 'function' && sentence(59)).toContain('59')
      expect(typeof sentence === 'function' && sentence(3600)).toContain('60')
    }
  })

  test('every status that is answered has a title', () => {
    expect(Object.keys(kinds)).toEqual(expect.arrayContaining(Object.keys(protocolCodes)))
  })
})

test('a code is declared once', async () => {
  const { refusal } = await import('#platform')
  expect(() => refusal('identity.login_rejected', 'conflict')).toThrow('identity.login_rejected')
})
