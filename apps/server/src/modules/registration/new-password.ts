import { isCommonPassword } from '#platform'
import { inputInvalid } from './errors.ts'

/**
 * Refuses with `registration.input_invalid` a password among the commonest (ASVS 5.0, 6.2.4).
 * `field` is the password's name in the caller's own contract.
 */
export async function checkNewPassword(password: string | undefined, field = 'password'): Promise<void> {
  if (password !== undefined && (await isCommonPassword(password))) {
    throw inputInvalid({ errors: [{ field, code: 'password_common' }] })
  }
}
