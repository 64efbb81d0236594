import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { AddressObject, ParsedMail } from 'mailparser'
import type { LetterRecord } from '../world/state.ts'

/** Reads a letter as it came over the wire, once for each address that the envelope named. */
export async function readLetters(
  stream: Readable,
  { to, encrypted, at }: { to: readonly string[]; encrypted: boolean; at: number },
): Promise<LetterRecord[]> {
  // Loaded with the first letter: most runs of the simulator see none.
  const { simpleParser } = await import('mailparser')
  const parsed = await simpleParser(stream, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
  return to.map((address) => ({
    id: randomUUID(),
    to: address.toLowerCase(),
    from: senderOf(parsed.from),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    ...(parsed.html ? { html: parsed.html } : {}),
    headers: headersOf(parsed),
    encrypted,
    at,
  }))
}

function senderOf(from: AddressObject | undefined): LetterRecord['from'] {
  const [first] = from?.value ?? []
  return { name: first?.name ?? '', address: first?.address ?? '' }
}

/** As they came, by their names in small letters; of several of one name the last. */
function headersOf({ headerLines }: ParsedMail): Record<string, string> {
  const contentOf = (line: string) => line.slice(line.indexOf(':') + 1).replace(/\r?\n/g, '')
  return Object.fromEntries(headerLines.map(({ key, line }) => [key, contentOf(line).trim()]))
}
