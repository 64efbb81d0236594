// Loaded before every command: plain JavaScript, so that a Node too old to read TypeScript can still say so.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Vitrina needs Node.js 24 or newer; this is ${process.versions.node}.\n` +
      'On Linux `npm ci` brings one along and `npm start` uses it; elsewhere install it from https://nodejs.org.',
  )
  process.exit(1)
}

// As early as here: a start reads compiled code instead of making it, and does not even load what strips types.
// Beside what it was made of: whoever can write into Node's own place, a folder in /tmp, could have us run his code.
module.enableCompileCache?.(fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)))
