import { type Color, contrast, readHex, toHex, until } from '@vitrina/contract/color'

/** The colours of a letter in one scheme. */
export interface LetterColors {
  paper: string
  card: string
  panel: string
  ink: string
  soft: string
  line: string
  accent: string
  onAccent: string
}

const light = { paper: '#f4f2ee', card: '#ffffff', panel: '#f8f6f2', ink: '#1d1b18', soft: '#625d55', line: '#e6e1d8' }
const dark = { paper: '#16161a', card: '#212126', panel: '#2a2a31', ink: '#f3f1ec', soft: '#b3aea5', line: '#3a3a42' }

const WHITE: Color = { l: 1, c: 0, h: 0 }
const BLACK: Color = { l: 0.15, c: 0, h: 0 }
const READABLE = 4.6

/**
 * The shop's accent as it can be read in a letter: its hue, as dark as white letters on it need, and
 * at night as light as the ground needs (WCAG AA). What cannot be read as a colour is ink.
 */
export function letterColors(accent: string, scheme: 'light' | 'dark'): LetterColors {
  const base = scheme === 'light' ? light : dark
  const grounds = [base.card, base.paper].map((ground) => readHex(ground) as Color)
  const color = readHex(accent) ?? (readHex(base.ink) as Color)
  const [step, letters] = scheme === 'light' ? [-0.01, WHITE] : [0.01, BLACK]
  const neighbours = [...grounds, letters]
  const readable = until(color, step, (one) => neighbours.every((other) => contrast(one, other) >= READABLE))
  return { ...base, accent: toHex(readable), onAccent: toHex(letters) }
}
