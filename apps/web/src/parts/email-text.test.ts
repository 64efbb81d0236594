import { readTypedEmail } from '@vitrina/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkEmail } from './email-text.ts'

const part = fc.string({ unit: fc.constantFrom(...'aZ9._-+\'@ йё"'), maxLength: 12 })
const text = fc.oneof(
  fc.emailAddress(),
  fc.string({ unit: 'binary' }),
  fc.tuple(part, part).map(([name, host]) => `${name}@${host}.ru`),
  fc.constant(`${'a'.repeat(250)}@b.ru`),
)

test('an address is taken here exactly when the contract takes it (C1)', () => {
  fc.assert(
    fc.property(text, (typed) => {
      expect(checkEmail(typed) === undefined).toBe(readTypedEmail(typed) !== undefined)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['', 'email_required'],
  ['  ', 'email_required'],
  ['anna', 'email_incomplete'],
  ['anna@', 'email_incomplete'],
  ['anna@mail', 'email_incomplete'],
  ['anna@mail.', 'email_incomplete'],
  ['фнна@mail.ru', 'email_letters'],
  ['anna@почта.рф', 'email_letters'],
  ['anna mail.ru', 'email_invalid'],
  ['anna@@mail.ru', 'email_invalid'],
  ['.anna@mail.ru', 'email_invalid'],
  [' Anna@Mail.ru ', undefined],
])('of «%s» the person is told %s', (typed, code) => {
  expect(checkEmail(typed)).toBe(code)
})
