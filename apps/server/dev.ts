import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// `npm run dev`: the server starts anew when its code changes, and the site is served by Vite,
// which changes it under the open page. The address to open is Vite's.

const VITE_PORT = 5173
const root = fileURLToPath(new URL('../..', import.meta.url))
const children: ChildProcess[] = [
  run(['--watch', '--watch-preserve-output', '--import', './check-node.js', 'apps/server/src/main.ts']),
  run([
    'node_modules/vite/bin/vite.js',
    '--config',
    'apps/web/vite.config.ts',
    '--host',
    '127.0.0.1',
    '--port',
    String(VITE_PORT),
    'apps/web',
  ]),
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop())
for (const child of children) child.once('exit', () => stop())

function run(args: string[]): ChildProcess {
  // The bot's links must lead where the page's cookies are.
  const env = { PUBLIC_URL: `http://127.0.0.1:${VITE_PORT}`, ...process.env }
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env })
}

// One without the other would only puzzle.
function stop(): void {
  for (const child of children) child.kill('SIGTERM')
}
