import type { FastifyInstance } from 'fastify'
import { uploadsPath } from '../world/media.ts'
import type { Shop } from '../world/shop.ts'
import { drawPicture } from './draw.ts'

/** Serves the files of the media library; those without bytes of their own are drawn when they are first asked for. */
export function servePictures(shop: Shop) {
  return async (server: FastifyInstance): Promise<void> => {
    const drawn = new Map<string, Buffer>()
    server.get<{ Params: { '*': string } }>(`${uploadsPath}*`, ({ params }, reply) => {
      const media = shop.state.media.values().find(({ file }) => file === params['*'])
      if (!media) return reply.code(404).type('text/html').send('<html><body>404 Not Found</body></html>')
      const bytes = media.bytes ?? drawn.get(media.file) ?? drawPicture(media.file, media.width)
      if (!media.bytes) drawn.set(media.file, bytes)
      return reply
        .type(media.mime_type)
        .header('last-modified', new Date(media.modified * 1000).toUTCString())
        .send(bytes)
    })
  }
}
