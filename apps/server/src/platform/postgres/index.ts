/**
 * The PostgreSQL that comes with the shop, for those who have none: native binaries from npm, run on a socket in the
 * data folder. Owns `<data folder>/postgres` and whatever runs on it. Promises that a commit survives any kill and any
 * power cut, and that no two processes share a folder. Does not upgrade between major versions, nor make backups.
 */
export { EmbeddedPostgresError } from './errors.ts'
export { type EmbeddedPostgres, startEmbeddedPostgres } from './supervisor.ts'
