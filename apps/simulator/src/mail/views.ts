import type { LetterRecord } from '../world/state.ts'

/** A letter as the page lists and shows it; its HTML has an address of its own. */
export interface LetterView {
  id: string
  to: string
  from: { name: string; address: string }
  subject: string
  text: string
  hasHtml: boolean
  at: number
}

export function letterView({ id, to, from, subject, text, html, at }: LetterRecord): LetterView {
  return { id, to, from, subject, text, hasHtml: html !== undefined, at }
}
