import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { World } from './world/world.ts'

const dist = new URL('../dist/', import.meta.url)

/** Where the script of Mini Apps is, as on telegram.org. */
export const webAppScriptPath = '/js/telegram-web-app.js'

// Pictures of a demo's products come from anywhere; everything else is the page's own.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src * data:',
  // Letters, and a Mini App is any page that a bot names.
  "frame-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self' http://127.0.0.1:* http://localhost:*",
].join('; ')

/** Serves the page at `/` and at the bot's own address, which stands for `https://t.me/<bot>`, and at those of invoices. */
export function servePage(world: World) {
  return async (server: FastifyInstance): Promise<void> => {
    server.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => sendAsset(request.params.name, reply))
    server.get(webAppScriptPath, (_request, reply) => sendScript(reply))
    server.get('/', (_request, reply) => sendPage(reply))
    server.get<{ Params: { name: string } }>('/:name', (request, reply) => {
      // Usernames are not case-sensitive, and neither are t.me links.
      const ours = request.params.name.toLowerCase() === world.state.bot.username.toLowerCase()
      const isInvoice = request.params.name.startsWith('$')
      return ours || isInvoice
        ? sendPage(reply)
        : reply.code(404).type('text/plain').send('There is nobody of this name.')
    })
  }
}

async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  let html: string
  try {
    html = await readFile(new URL('index.html', dist), 'utf8')
  } catch {
    return reply.code(503).type('text/plain').send('The page is not built yet: run `npm run build`.')
  }
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-cache')
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .type('text/html; charset=utf-8')
    .send(html)
}

/** A page of another origin loads it, as it would load Telegram's. */
async function sendScript(reply: FastifyReply): Promise<FastifyReply> {
  const content = await readFile(new URL('js/telegram-web-app.js', dist)).catch(() => undefined)
  if (!content) return reply.code(503).type('text/plain').send('The page is not built yet: run `npm run build`.')
  return reply
    .header('cache-control', 'no-cache')
    .header('x-content-type-options', 'nosniff')
    .type('text/javascript; charset=utf-8')
    .send(content)
}

const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' }

// Two or three files: a plug-in for serving folders would take longer to load than the page.
async function sendAsset(name: string, reply: FastifyReply): Promise<FastifyReply> {
  const type = types[/^[\w-]+\.(\w+)$/u.exec(name)?.[1] ?? '']
  const content = type && (await readFile(new URL(`assets/${name}`, dist)).catch(() => undefined))
  if (!content) return reply.code(404).type('text/plain').send('There is no such file.')
  return (
    reply
      // The names carry a hash of the content.
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('x-content-type-options', 'nosniff')
      .type(`${type}; charset=utf-8`)
      .send(content)
  )
}
