/**
 * A text as a part of an address: letters and digits of any script, short enough for every link that we make;
 * empty when there are none. WordPress has those of other scripts percent-encoded.
 */
export function slugOf(text: string): string {
  return (
    decodePercents(text)
      .normalize('NFKC')
      .toLowerCase()
      // Those of Uzbek are parts of letters.
      .replace(/['’‘ʻʼ`]/g, '')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80)
      // What was cut in two, and no database keeps.
      .replace(/\p{Cs}$/u, '')
  )
}

function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
