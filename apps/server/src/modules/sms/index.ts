/**
 * Codes by SMS. Owns the providers in their order, the countries that are served, and the ledger of what was sent:
 * by prefix, never a number or a code. Promises that a code goes out through one provider and not through a second
 * while the first may have sent it, and that a prefix whose codes do not come back is paused (S16). Does not make
 * codes, does not limit how often one person asks for them, and does not know what they prove.
 */
export type { ProviderName, ProviderSettings, SmsSettings } from './model.ts'
export { openSms, type Sms } from './sms.ts'
export { sweepSends } from './sweep.ts'
