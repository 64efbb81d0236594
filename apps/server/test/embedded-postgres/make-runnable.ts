/** Makes the package runnable as whoever started this process, and prints how that went. */
import { binariesIn, makeRunnable } from '../../src/platform/postgres/binaries.ts'

export type Outcome = { environment: Record<string, string> } | { code: string; message: string }

const [root = '', ownLinks = ''] = process.argv.slice(2)
const outcome: Outcome = await makeRunnable(await binariesIn(root), ownLinks).then(
  (environment) => ({ environment }),
  ({ code, message }) => ({ code, message }),
)
console.log(JSON.stringify(outcome))
