import { randomBytes } from 'node:crypto'
import type { PhotoRecord } from '../world/state.ts'
import type { World } from '../world/world.ts'
import { badRequest } from './errors.ts'
import { linkFault } from './links.ts'
import type { Upload } from './tables.ts'

const largestUpload = 10 * 1024 * 1024
// Uploaded bytes live in memory only, for the page to show; the newest are enough for that.
const keptUploads = 20

/** Reads a photo given as an address, as the id of a known file, or as an upload. */
export function readPhoto(world: World, photo: string | Upload): PhotoRecord {
  if (typeof photo !== 'string') return keep(world, readUpload(world, photo))
  const known = world.state.bot.files[photo]
  if (known) return known
  if (!/^https?:\/\//iu.test(photo) || linkFault(photo)) throw badRequest('wrong file identifier/HTTP URL specified')
  // Telegram would fetch the picture and measure it. The simulator goes to no network, so it does
  // not know the size and says zero.
  return keep(world, { fileId: newFileId(), width: 0, height: 0, url: photo })
}

function readUpload(world: World, upload: Upload): PhotoRecord {
  const { bytes } = upload
  if (bytes.length === 0) throw badRequest('file must be non-empty')
  if (bytes.length > largestUpload) throw badRequest('file is too big for a photo')
  const size = measurePng(bytes) ?? measureJpeg(bytes)
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED')
  if (size.width + size.height > 10_000) throw badRequest('PHOTO_INVALID_DIMENSIONS')

  const fileId = newFileId()
  world.uploads.set(fileId, bytes)
  for (const old of [...world.uploads.keys()].slice(0, -keptUploads)) world.uploads.delete(old)
  return { fileId, ...size, size: bytes.length, url: `/simulator/files/${fileId}` }
}

function keep(world: World, photo: PhotoRecord): PhotoRecord {
  world.state.bot.files[photo.fileId] = photo
  return photo
}

function newFileId(): string {
  return `AgACAgIAAxkBAAI${randomBytes(30).toString('base64url')}`
}

function measurePng(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47) return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

/** Walks the segments of a JPEG up to the one that holds the size of the frame. */
function measureJpeg(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}
