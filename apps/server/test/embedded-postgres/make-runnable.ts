/** Makes the package runnable as whoever started this process, and prints how that went. */
import { binariesIn, makeRunnable } from '../../src/platform/postgres/binaries.ts'

const [root = '', ownLinks = ''] = process.argv.slice(2)
const outcome = await makeRunnable(await binariesIn(root), ownLinks).then(
  (environment) => ({ environment }),
  ({ code, message }) => ({ code, message }),
)
console.log(JSON.stringify(outcome))
