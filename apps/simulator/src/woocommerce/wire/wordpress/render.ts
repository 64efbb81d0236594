/** A text with the quotes, dashes and ampersands of print, as the `rendered` of titles and contents has them. */
export function texturize(html: string): string {
  return html
    .split(/(<[^>]*>)/u)
    .map((part) => (part.startsWith('<') ? part : printed(part)))
    .join('')
}

function printed(text: string): string {
  return text
    .replaceAll(/&(?!(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);)/giu, '&#038;')
    .replaceAll(/(^|[\s([])"/gu, '$1&#8220;')
    .replaceAll('"', '&#8221;')
    .replaceAll(/(\p{L})'/gu, '$1&#8217;')
    .replaceAll(/(^|[\s([])'/gu, '$1&#8216;')
    .replaceAll(/(\s)---?(\s)/gu, '$1&#8211;$2')
    .replaceAll('...', '&#8230;')
}

const block = /^<(?:p|h[1-6]|ul|ol|figure|div|table|blockquote|hr)\b/iu

/** Contents as a page gets them: the editor's comments taken out, paragraphs made of what has none. */
export function renderContent(content: string): string {
  const paragraphs = content
    .replaceAll(/<!--\s*\/?wp:[^>]*-->\n?/gu, '')
    .split(/\n{2,}/u)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return paragraphs
    .map((part) => {
      const text = texturize(part)
      return block.test(part) ? `${text}\n` : `<p>${text.replaceAll('\n', '<br />\n')}</p>\n`
    })
    .join('\n')
}

const excerptWords = 55

export function renderExcerpt(excerpt: string, content: string): string {
  if (excerpt !== '') return `<p>${texturize(excerpt)}</p>\n`
  const words = content
    .replaceAll(/<[^>]*>/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
  const cut = words.length > excerptWords ? [...words.slice(0, excerptWords), '[&hellip;]'] : words
  return `<p>${texturize(cut.join(' '))}</p>\n`
}
