import { expect, test } from 'vitest'
import { isCommonPassword } from './common-passwords.ts'

test.each(['password', '12345678', 'qwertyuiop', '1234567890', '1qaz2wsx', 'iloveyou', 'test1234'])(
  '%s is too common (ASVS 6.2.4)',
  async (password) => {
    expect(await isCommonPassword(password)).toBe(true)
  },
)

test.each(['Test1234', 'SecurePass123!', 'correct horse battery staple', 'пароль моей бабушки', ''])(
  '%j is let through: passwords are matched as typed',
  async (password) => {
    expect(await isCommonPassword(password)).toBe(false)
  },
)

test('names of object members are not passwords of the list', async () => {
  expect(await isCommonPassword('constructor')).toBe(false)
  expect(await isCommonPassword('__proto__')).toBe(false)
})
