import { AsYouType, validatePhoneNumberLength } from 'libphonenumber-js/min'

/** A number as the shop's pages write it, with and without the plus; what may be none, as in somebody's address book, as it is. */
export function phoneText(phone: string): string {
  const dialled = `+${phone.replace(/\D/g, '')}`
  return validatePhoneNumberLength(dialled) ? phone : new AsYouType().input(dialled)
}
