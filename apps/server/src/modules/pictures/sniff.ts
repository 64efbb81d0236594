export type Kind = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'svg'

/**
 * What the bytes themselves say they are. What a server calls them, or how a name ends, is anybody's
 * claim. Nothing of a kind that we do not show.
 */
export function sniffKind(bytes: Buffer): Kind | undefined {
  const head = bytes.subarray(0, 32).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (/^avi[fs]$/.test(head.slice(8, 12)) && head.slice(4, 8) === 'ftyp') return 'avif'
  return isSvg(bytes) ? 'svg' : undefined
}

// A declaration, comments and a document type may stand before it.
function isSvg(bytes: Buffer): boolean {
  const start = bytes
    .subarray(0, 1024)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return start.startsWith('<') && /^(?:<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->|<!doctype[^>[]*>|\s)*<svg[\s>]/i.test(start)
}
