import { describe, expect, test } from 'vitest'
import { openLog } from './log.ts'

function logged(fields: object): string {
  const lines: string[] = []
  openLog('info', { write: (line) => lines.push(line) }).info(fields, 'something happened')
  return lines.join('')
}

const token = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0'
const secret = 'q'.repeat(43)

describe('the log keeps out what others put into their words (X8)', () => {
  test.each([
    ['a bot token', token],
    ['a bot token in an address', `https://api.telegram.org/bot${token}/getMe`],
    ['a secret', `https://shop.example/auth/return#${secret}.${secret}`],
    ['a password in an address', 'redis://shop:hunter2-hunter2@redis:6379'],
    ['a phone', 'Key (phone)=(+998901234567) already exists'],
  ])('%s, in an error or in the words of Telegram', (_name, text) => {
    for (const fields of [{ err: new Error(text) }, { description: text }]) {
      const line = logged(fields)
      for (const part of ['AAHdq', secret, 'hunter2', '998901234567']) expect(line).not.toContain(part)
      expect(line).toMatch(/<[a-z ]+>/)
    }
  })

  test('also when what was thrown is no error, of which only its message is told', () => {
    for (const thrown of [`refused ${token}`, { message: `refused ${token}`, detail: 'Anna' }]) {
      const line = logged({ err: thrown })
      expect(line).toContain('refused <bot token>')
      expect(line).not.toMatch(/AAHdq|Anna/)
    }
    expect(logged({ err: { name: 'Anna' } })).toContain('something other than an error was thrown')
    expect(logged({ err: null })).toContain('something other than an error was thrown')
  })

  test('and leaves the words themselves', () => {
    expect(logged({ description: 'Bad Request: chat not found' })).toContain(
      '"description":"Bad Request: chat not found"',
    )
    expect(logged({ description: undefined })).not.toContain('description')
  })
})
