import { type Color, contrast, readHex, toHex, until } from '@vitrina/contract/color'

// The lightest and the darkest ground that text of the accent may stand on; tokens.css draws
// them a little to the safe side of these.
const grounds = {
  light: { ground: { l: 0.952, c: 0.012 }, step: -0.01 },
  dark: { ground: { l: 0.3, c: 0.02 }, step: 0.01 },
} as const

const WHITE: Color = { l: 1, c: 0, h: 0 }
const TEXT_CONTRAST = 4.6
const SHAPE_CONTRAST = 3.1
const FALLBACK = '#2f6f5e'

/** One scheme's accent: as a fill, as the text on that fill, and as text on the page. */
export interface Accent {
  fill: string
  onFill: string
  text: string
}

/**
 * Makes an owner's colour usable: keeps its hue, moves its lightness as far as WCAG AA needs.
 * A pale yellow becomes ochre on white paper, a navy becomes sky blue at night.
 */
export function accentFor(color: Color, scheme: 'light' | 'dark'): Accent {
  const { ground, step } = grounds[scheme]
  const paper: Color = { ...ground, h: color.h }
  const ink: Color = { l: 0.2, c: Math.min(color.c, 0.03), h: color.h }
  const shape = until(color, step, (candidate) => contrast(candidate, paper) >= SHAPE_CONTRAST)
  const onFill = contrast(WHITE, shape) >= TEXT_CONTRAST ? WHITE : pickInk(shape, ink, scheme)
  const away = onFill === WHITE ? -0.01 : 0.01
  const fill = until(shape, away, (candidate) => contrast(onFill, candidate) >= TEXT_CONTRAST)
  const text = until(color, step, (candidate) => contrast(candidate, paper) >= TEXT_CONTRAST)
  return { fill: toHex(fill), onFill: toHex(onFill), text: toHex(text) }
}

// In the light a fill is better darkened a little for white letters than given dark ones.
function pickInk(fill: Color, ink: Color, scheme: 'light' | 'dark'): Color {
  const nearlyWhite = scheme === 'light' && contrast(WHITE, fill) >= 3.6
  return nearlyWhite ? WHITE : ink
}

/** Dresses the page in the shop's colour. Set through the object model, which a strict CSP allows. */
export function applyAccent(accent: string): void {
  const color = readHex(accent.trim()) ?? (readHex(FALLBACK) as Color)
  const { style } = document.documentElement
  style.setProperty('--hue', color.h.toFixed(1))
  style.setProperty('--tint', Math.min(1, color.c / 0.1).toFixed(2))
  for (const scheme of ['light', 'dark'] as const) {
    const { fill, onFill, text } = accentFor(color, scheme)
    style.setProperty(`--accent-${scheme}`, fill)
    style.setProperty(`--on-accent-${scheme}`, onFill)
    style.setProperty(`--accent-text-${scheme}`, text)
  }
}
