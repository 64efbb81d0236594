import { expect, test } from 'vitest'
import { readFailure, withoutAddresses } from '../../src/modules/mail/read-failure.ts'
import { smtpSettings } from '../../src/modules/mail/smtp-settings.ts'

test.each([
  ['smtps://mail.example', { host: 'mail.example', port: 465, secure: true, tls: { rejectUnauthorized: true } }],
  ['smtp://mail.example', { port: 25, secure: false, requireTLS: false, tls: { rejectUnauthorized: false } }],
  ['smtp://u:p%40s%3As@mail.example', { port: 587, requireTLS: true, auth: { user: 'u', pass: 'p@s:s' } }],
  ['smtp://u:p@mail.example:2525', { port: 2525, requireTLS: true, tls: { rejectUnauthorized: true } }],
  ['smtp://u:p@127.0.0.1:2525', { host: '127.0.0.1', requireTLS: false }],
  ['smtp://[::1]:2525', { host: '::1', port: 2525 }],
])('%s: a password goes out encrypted and to whom we know, or to this machine', (url, expected) => {
  expect(smtpSettings(url)).toMatchObject(expected)
})

test.each([
  ['a greeting of refusal', { responseCode: 554, command: 'CONN' }, false, 'not_done'],
  ['a name and password not taken', { responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' }, false, 'not_done'],
  ['a sender who must sign in first', { responseCode: 530, command: 'MAIL FROM' }, false, 'not_done'],
  ['a shutdown in place of the last answer', { responseCode: 421, command: 'CONN' }, true, 'not_done'],
  ['silence before the letter', { code: 'ETIMEDOUT', command: 'CONN' }, false, 'not_done'],
  ['silence after the letter', { code: 'ETIMEDOUT', command: 'CONN' }, true, 'doubtful'],
  ['a letter larger than they take', { code: 'EMESSAGE', command: 'MAIL FROM' }, false, 'refused'],
  ['a sender they do not want', { responseCode: 550, command: 'MAIL FROM' }, false, 'refused'],
])('%s', (_name, failure, read, outcome) => {
  expect(readFailure(failure, read).outcome).toBe(outcome)
})

test('a refusal by policy says nothing of the recipient', () => {
  const refused = (response: string) => readFailure({ responseCode: 550, command: 'RCPT TO', response }, false)
  expect(refused('550 5.1.1 <a@b.example>: unknown')).toMatchObject({ outcome: 'refused', blocked: true })
  expect(refused('550 5.7.1 relaying denied')).toMatchObject({ outcome: 'refused', blocked: false })
})

test('no address is left in what goes to the log (X8)', () => {
  expect(withoutAddresses('550 <anna@shop.example>, anna.s+1@x.uz (anna@shop.example) unknown')).not.toMatch(/anna|@/)
})
