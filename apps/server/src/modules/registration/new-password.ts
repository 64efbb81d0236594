import { isOwnLogin } from '@vitrina/contract/own-login'
import type { Contacts } from '#identity'
import { isCommonPassword } from '#platform'
import { inputInvalid } from './errors.ts'

/**
 * Refuses with `registration.input_invalid` a password among the commonest (ASVS 5.0, 6.2.4), or
 * the very phone or address that it was typed beside (6.2.11). Judged by these alone: whose they
 * are would tell who has an account (S17).
 */
export async function checkNewPassword(password: string | undefined, typed: Contacts): Promise<void> {
  if (password === undefined) return
  if (isOwnLogin(password, typed) || (await isCommonPassword(password))) {
    throw inputInvalid({ errors: [{ field: 'password', code: 'password_common' }] })
  }
}
