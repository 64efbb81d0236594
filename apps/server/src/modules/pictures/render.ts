import type { Sharp, SharpOptions } from 'sharp'
import { type Format, MOST_PIXELS, RENDER_SECONDS, type Size, type Variant } from './model.ts'
import type { Kind } from './sniff.ts'

export interface Source {
  bytes: Buffer
  kind: Kind
}

/** A picture in another size and format, the right way up, and without what the camera wrote into it. */
export async function render({ bytes, kind }: Source, { width, format }: Variant): Promise<Buffer> {
  const open = await loadSharp()
  const image = open(bytes, inputOptions)
    .autoOrient()
    // A drawing is as sharp at any size; a photograph is not made larger than it is.
    .resize({ width, withoutEnlargement: kind !== 'svg' })
    .timeout({ seconds: RENDER_SECONDS })
  return encoders[format](image).toBuffer()
}

/** How large it is, as it is seen; reads no further than its head. */
export async function measure(bytes: Buffer): Promise<Size> {
  const open = await loadSharp()
  const { autoOrient } = await open(bytes, inputOptions).metadata()
  return { width: autoOrient.width, height: autoOrient.height }
}

const inputOptions: SharpOptions = { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 }

const encoders: Record<Format, (image: Sharp) => Sharp> = {
  avif: (image) => image.avif({ quality: 52, effort: 2 }),
  webp: (image) => image.webp({ quality: 78, effort: 4 }),
  // It has no transparency: what shows through would be black.
  jpeg: (image) => image.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true }),
}

type Library = typeof import('sharp').default

let loading: Promise<Library> | undefined

function loadSharp(): Promise<Library> {
  loading ??= open()
  return loading
}

// With the first picture: it brings 20 MB of libraries.
async function open(): Promise<Library> {
  const { default: library } = await import('sharp')
  // One thread a picture, and nothing kept of it: how many at once, and what is kept, is decided here.
  library.concurrency(1)
  library.cache(false)
  // What nobody sends us cannot be attacked.
  library.block({ operation: ['VipsForeignLoad'] })
  library.unblock({ operation: LOADERS })
  return library
}

const LOADERS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Svg'].map((name) => `VipsForeignLoad${name}Buffer`)
