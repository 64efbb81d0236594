/** What WordPress does to a text on its way in: bare ampersands and angles become entities, the named tags stay. */
export function sanitizeHtml(text: string): string {
  return text
    .replaceAll(/<\/?(?:script|style|iframe|object|embed|form|input)\b[^>]*>/giu, '')
    .replaceAll(/&(?!(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);)/giu, '&amp;')
    .replaceAll(/<(?![a-z/!])/giu, '&lt;')
}

/** A term's name keeps no tags at all. */
export function sanitizeTermName(text: string): string {
  return sanitizeHtml(text.replaceAll(/<[^>]*>/gu, '')).trim()
}

/** A slug in Cyrillic is kept and given percent-encoded. */
export function slugOf(title: string): string {
  const words = title
    .toLowerCase()
    .replaceAll(/&[a-z\d#]+;|<[^>]*>/gu, '')
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/[\s_-]+/gu, '-')
  return encodeURIComponent(words).toLowerCase()
}

/** A slug that was typed, encoded already or not. */
export function typedSlug(text: string): string {
  try {
    return slugOf(decodeURIComponent(text))
  } catch {
    return slugOf(text)
  }
}

export function freeSlug(wanted: string, isTaken: (slug: string) => boolean): string {
  const base = wanted === '' ? 'item' : wanted
  if (!isTaken(base)) return base
  let count = 2
  while (isTaken(`${base}-${count}`)) count += 1
  return `${base}-${count}`
}

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
