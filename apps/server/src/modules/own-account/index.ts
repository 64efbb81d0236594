/**
 * What owners do with their account, and undo: coming to it, an identifier more, another password, proving by
 * it that they are there, who is signed in, the export of what is held, the end of it; and «it was not me» for
 * all of these. Owns no records: customers are identity's. Promises that whoever is no longer let in is signed
 * out in the same transaction.
 */
export { accountRoutes } from './account-routes.ts'
export { admitCustomer } from './admit-customer.ts'
export { attachContact } from './attach-contact.ts'
export { attachIdentifier } from './attach-identifier.ts'
export { disownPassword, disownSession } from './disown.ts'
export { customerErased } from './events.ts'
export { type Exporters, exportIdentity } from './export-customer.ts'
export { takeIdentifiersBack } from './take-back.ts'
