import { hash } from 'node:crypto'
import type { Locale } from '@vitrina/contract'

/** Names one of our pictures. Size in pixels of the original, for a page that keeps its place. */
export interface PictureRef {
  pictureId: string
  alt: Partial<Record<Locale, string>>
  width: number
  height: number
}

/**
 * Where a picture is: a file on this machine, by its full path, or an address. `version` is the
 * source's word for what is there now, when it has one: with another it is another picture.
 */
export type PictureSource = ({ file: string } | ({ url: string; version?: string } & Partial<Size>)) & {
  alt: PictureRef['alt']
}

export interface Size {
  width: number
  height: number
}

/** As long as nobody has looked at it. A square keeps a place for whatever comes. */
export const UNKNOWN_SIZE: Size = { width: 1000, height: 1000 }

/** Bytes of a picture as its source has it. Photographs of a telephone have 3 to 12 MB. */
export const LARGEST_SOURCE = 20 * 1024 * 1024
/** Pixels: three bytes each while it is worked on, and more of some formats. Telephones make up to 50 million. */
export const MOST_PIXELS = 51_000_000
/** How long one picture may be worked on. */
export const RENDER_SECONDS = 15

export const widths = ['320', '640', '960', '1280'] as const
export const DEFAULT_WIDTH = '960'

/** In the order of preference: the smaller of the same looks first. */
export const formats = ['avif', 'webp', 'jpeg'] as const
export type Format = (typeof formats)[number]

export interface Variant {
  width: number
  format: Format
}

/**
 * The best format that a browser says it shows. Only by name: whoever takes anything, as those do that
 * draw previews of links, is surest to know JPEG.
 */
export function chooseFormat(accept: string | undefined): Format {
  const named = new Set((accept ?? '').split(',').flatMap(readAccepted))
  return formats.find((format) => named.has(`image/${format}`)) ?? 'jpeg'
}

function readAccepted(part: string): string[] {
  const [type = '', ...parameters] = part.toLowerCase().split(';')
  return parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter)) ? [] : [type.trim()]
}

const ID_LENGTH = 24

/** Of what is in it: the same bytes are the same picture, and one that is changed is another. */
export function idOfBytes(bytes: Buffer): string {
  return hash('sha256', bytes, 'base64url').slice(0, ID_LENGTH)
}

/** Of where it is, when nobody has seen what is there. */
export function idOfPlace(kind: 'file' | 'url', ...place: string[]): string {
  return hash('sha256', [kind, ...place].join('\n'), 'base64url').slice(0, ID_LENGTH)
}

export const PictureId = /^[A-Za-z0-9_-]{24}$/

/** Always on our own host. */
export function pictureUrl({ pictureId }: Pick<PictureRef, 'pictureId'>): string {
  return `/pictures/${pictureId}`
}
