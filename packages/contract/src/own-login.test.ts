import { describe, expect, test } from 'vitest'
import { isOwnLogin } from './own-login.ts'

const contacts = (phone: string | null, email: string | null) => ({ phone, email })

describe('a password that is one’s own login is known for one, however it is written (ASVS 6.2.11)', () => {
  test.each(['timur.karimov@example.uz', 'Timur.Karimov@Example.UZ', ' timur.karimov@example.uz', 'TIMUR.KARIMOV'])(
    '%j of an address',
    (password) => {
      expect(isOwnLogin(password, contacts(null, 'timur.karimov@example.uz'))).toBe(true)
    },
  )

  test.each([
    ['+442079460103', '+44 20 7946 0103'],
    ['+442079460103', '442079460103'],
    ['+442079460103', '00 44 20-7946-0103'],
    ['+442079460103', '020 7946 0103'],
    ['+998901234567', '901234567'],
    ['+998901234567', '(90) 123–45–67'],
    ['+79991234567', '8 (999) 123-45-67'],
    ['+8613800138000', '8613800138000'],
  ])('of the phone %s, %j', (phone, password) => {
    expect(isOwnLogin(password, contacts(phone, null))).toBe(true)
  })

  test.each(['timur@example.uz!', 'timur2026', '+998901234568', 'tel 901234567', '67', '+++++++++', ''])(
    '%j is another',
    (password) => {
      expect(isOwnLogin(password, contacts('+998901234567', 'timur@example.uz'))).toBe(false)
      expect(isOwnLogin(password, contacts(null, null))).toBe(false)
    },
  )
})
