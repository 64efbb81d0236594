// Loaded before every command: plain JavaScript, so that a Node too old to read TypeScript can still say so.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Vitrina needs Node.js 24 or newer; this is ${process.versions.node}.\n` +
      'On Linux `npm ci` brings one along and `npm start` uses it; elsewhere install it from https://nodejs.org.',
  )
  process.exit(1)
}
