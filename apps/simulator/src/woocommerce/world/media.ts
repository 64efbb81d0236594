import type { MediaRecord } from './catalogue-records.ts'
import { nextId, nowSeconds, type Shop } from './shop.ts'
import { slugOf } from './text.ts'

export const uploadsPath = '/wp-content/uploads/'

export const mediaUrl = ({ url }: Shop, { file }: MediaRecord): string => `${url}${uploadsPath}${file}`

export type MediaFields = { title: string } & Partial<MediaRecord>

/** Puts a picture into the library; it is drawn from its title unless its bytes are given. */
export function addMedia(shop: Shop, fields: MediaFields): MediaRecord {
  const at = nowSeconds(shop)
  const id = nextId(shop, 'post')
  const media: MediaRecord = {
    alt_text: '',
    mime_type: 'image/png',
    width: 600,
    height: 600,
    created: at,
    modified: at,
    file: `2026/11/${decodeURIComponent(slugOf(fields.title)).replaceAll(/[^a-z\d-]/gu, '') || 'picture'}-${id}.png`,
    ...fields,
    id,
  }
  shop.state.media.set(id, media)
  return media
}
