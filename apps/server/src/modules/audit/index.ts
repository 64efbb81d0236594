/**
 * What was done to accounts. Owns the log: it is added to in the transaction of the act, never
 * changed but to forget who somebody was, and swept after two years; consents stay (Y7). Promises
 * that no secret and no full phone or address stands in it, as far as its callers keep to the type.
 */
export { type Act, type Activity, acts, type Details, type Entry, type Familiarity } from './model.ts'
export { anonymise, exportActivity, listActivity, record } from './record.ts'
export { familiarityOf, seenBefore, signInEntries } from './sign-in.ts'
export { sweepAudit } from './sweep.ts'
