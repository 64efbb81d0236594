/**
 * Brings words to the one form in which they are kept for searching and looked for: small Latin
 * letters, digits, single blanks. Russian, Uzbek in both its scripts, and what people type for
 * want of a keyboard come out the same (Y5): `хризантема`, `xrizantema` and `khrizantema`, `гўзал`,
 * `go‘zal` and `gozal`. What comes out is for comparing only, nobody reads it.
 */
export function foldText(words: string): string {
  const folded = foldOnce(words)
  // «пкҳ» leaves `ph`, which is an f to whoever types it: what is folded stays as it is.
  return folded === words ? folded : foldText(folded)
}

function foldOnce(words: string): string {
  const letters = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[а-ёіїєґғқҳўңşçı]/g, (letter) => latin[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Lm}'’‘`´′]/gu, '')
  return digraphs
    .reduce((text, [from, to]) => text.replace(from, to), letters)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

// As Uzbek writes them in Latin, with `ё` as `е`. Before diacritics are taken off: й and ў are not и and у.
const latin: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  є: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'i',
  й: 'y',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'ng',
  о: 'o',
  ў: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ҳ: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ş: 'sh',
  ç: 'ch',
  ı: 'i',
}

const doubled = [/(\p{L})\1+/gu, '$1'] as const

// In this order. Where two languages read a letter differently, Uzbek's reading wins over English's.
const digraphs: readonly (readonly [RegExp, string])[] = [
  [/q/g, 'k'],
  [/w/g, 'v'],
  [/x/g, 'h'],
  [/ph/g, 'f'],
  doubled,
  // What is typed for щ. Two sounds of their own, as in `ish chiqdi`, are in two words.
  [/shch|sch/g, 'sh'],
  [/d?zh|dj/g, 'j'],
  // `cvety`: no other language of ours has these two together.
  [/c(?=v)/g, 'ts'],
  [/c(?=[eiy])/g, 's'],
  [/c(?!h)/g, 'k'],
  [/k+h/g, 'h'],
  // ё, which is е to Russian and yo to Uzbek, and the first letter of `ер`.
  [/y+[eo]/g, 'e'],
  [/y/g, 'i'],
  doubled,
]
