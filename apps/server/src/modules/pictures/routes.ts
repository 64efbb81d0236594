import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addressKey, type Ctx, type Limits, type Routes } from '#platform'
import { chooseFormat, DEFAULT_WIDTH, widths } from './model.ts'
import type { Pictures } from './open-pictures.ts'
import { type Lifetime, type Shown, showPicture } from './show-picture.ts'

const DAY_SECONDS = 24 * 3600
const CACHE_CONTROL: Record<Lifetime, string> = {
  fixed: `public, max-age=${365 * DAY_SECONDS}, immutable`,
  lasting: `public, max-age=${DAY_SECONDS}, stale-while-revalidate=${7 * DAY_SECONDS}`,
  passing: 'public, max-age=300',
}
const OF_PLACEHOLDER = 'public, max-age=60'

const Id = z.object({ id: z.string() })
// Only these: each width is work and a place on the disk, and an address is free to write.
const Width = z.strictObject({ w: z.enum(widths).default(DEFAULT_WIDTH) })

interface PicturePorts {
  pictures: Pictures
  /** In memory: a page of the catalogue asks for dozens. */
  flood: Limits
}

/** The shop's pictures for everybody, each in four widths and the best format that the browser shows. */
export function pictureRoutes(ctx: Ctx, ports: PicturePorts): Routes {
  return async (server) => {
    server.get(
      '/pictures/:id',
      { schema: { tags: ['shop'], summary: 'A picture', params: Id, querystring: Width } },
      async (request, reply) => {
        const format = chooseFormat(request.headers.accept)
        const asked = { ...request.params, width: Number(request.query.w), format, address: addressKey(request.ip) }
        const shown = await showPicture(ctx, asked, ports)
        const others = reply.getHeader('Vary')
        reply.header('Vary', others ? `${others}, Accept` : 'Accept')
        // It is a picture, also for whoever opens it by its address: nothing in it may load or run.
        reply.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
        if (!shown) return reply.header('Cache-Control', OF_PLACEHOLDER).type('image/svg+xml').send(PLACEHOLDER)
        return send(shown, { request, reply })
      },
    )
  }
}

function send(
  { bytes, digest, format, lifetime }: Shown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const etag = `"${digest}"`
  reply.header('Cache-Control', CACHE_CONTROL[lifetime]).header('ETag', etag)
  if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
  return reply.type(`image/${format}`).send(bytes)
}

/** Stands where a picture cannot be shown: quiet on light and on dark, and never an error in a page. */
const PLACEHOLDER = [
  '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800">',
  '<path fill="#9a948c" fill-opacity=".16" d="M0 0h800v800H0z"/>',
  '<g fill="none" stroke="#9a948c" stroke-opacity=".7" stroke-width="20" stroke-linejoin="round">',
  '<rect x="270" y="290" width="260" height="220" rx="24"/><circle cx="345" cy="360" r="22"/>',
  '<path d="m280 490 90-80 60 50 45-40 55 50"/></g></svg>',
].join('')
