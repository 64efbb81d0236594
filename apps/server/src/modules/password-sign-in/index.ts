/**
 * Signing in by a password, on our own page and for the kept contracts. Owns no records: whose password it
 * is, identity knows. Promises that the answer does not tell which accounts there are, and that guessing
 * ends, without locking out the owner whose browser has been in the account before.
 */
export { loginWithPassword } from './login-with-password.ts'
export { passwordRoutes } from './routes.ts'
