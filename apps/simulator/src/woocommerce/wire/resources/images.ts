import { addMedia, mediaUrl } from '../../world/media.ts'
import type { ProductFields } from '../../world/products.ts'
import type { Shop } from '../../world/shop.ts'
import { WpError } from '../errors.ts'
import { listOf, type Params } from '../php-query.ts'

interface ImageBody {
  id?: unknown
  src?: unknown
  name?: unknown
  alt?: unknown
}

/** The pictures of a body: by id those of the library, by address fetched into it. */
export async function readImages(shop: Shop, body: Params): Promise<ProductFields> {
  if (body.images !== undefined) {
    const images: number[] = []
    for (const image of listOf(body.images) as ImageBody[]) images.push(await readImage(shop, image))
    return { images }
  }
  if (body.image === undefined) return {}
  return { images: body.image === null ? [] : [await readImage(shop, body.image as ImageBody)] }
}

async function readImage(shop: Shop, { id, src, name, alt }: ImageBody): Promise<number> {
  const { media } = shop.state
  const known = id ? media.get(Number(id)) : media.values().find((entry) => mediaUrl(shop, entry) === src)
  if (id && !known) {
    throw new WpError(400, 'woocommerce_product_invalid_image_id', `#${id} is an invalid image ID.`)
  }
  const record = known ?? (await fetchImage(shop, String(src ?? '')))
  if (typeof alt === 'string') record.alt_text = alt
  if (typeof name === 'string') record.title = name
  return record.id
}

const kinds: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

async function fetchImage(shop: Shop, src: string) {
  const response = URL.canParse(src) ? await fetch(src).catch(() => undefined) : undefined
  const type = response?.headers.get('content-type')?.split(';')[0] ?? ''
  const extension = kinds[type]
  if (!response?.ok || !extension) {
    const message = `Error getting remote image ${src}. Error: A valid URL was not provided.`
    throw new WpError(400, 'woocommerce_product_image_upload_error', message)
  }
  const title =
    new URL(src).pathname
      .split('/')
      .at(-1)
      ?.replace(/\.\w+$/u, '') ?? 'image'
  const record = addMedia(shop, { title, mime_type: type, bytes: Buffer.from(await response.arrayBuffer()) })
  record.file = record.file.replace(/png$/u, extension)
  return record
}
