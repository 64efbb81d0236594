import { type Bouquet, drawBouquet } from './bouquet.ts'
import { Sheet } from './svg.ts'
import { paper } from './wraps.ts'

/** Makes the text of a picture; `closeUp` shows its flowers from near by. */
export type Recipe = (closeUp?: boolean) => string

export const grounds = {
  blush: ['#fff9f6', '#f6e0da'],
  cream: ['#fffbf4', '#f3e5d3'],
  mint: ['#f6fbf6', '#dcebdf'],
  sky: ['#f7fbff', '#dbe6f3'],
  lilac: ['#fbf8ff', '#e5def2'],
  dusk: ['#f6f0f3', '#d8c8d3'],
  sun: ['#fffcf1', '#f7e8bf'],
} as const satisfies Record<string, readonly [string, string]>

export const wraps = {
  kraft:
    (ribbon = '#a8603f') =>
    (sheet: Sheet) =>
      paper(sheet, '#d9b88f', ribbon),
  white:
    (ribbon = '#c98a9a') =>
    (sheet: Sheet) =>
      paper(sheet, '#f4ece4', ribbon),
  blush:
    (ribbon = '#c76b7f') =>
    (sheet: Sheet) =>
      paper(sheet, '#f1cfc9', ribbon),
  graphite:
    (ribbon = '#8c1f3a') =>
    (sheet: Sheet) =>
      paper(sheet, '#4d4850', ribbon),
  mint:
    (ribbon = '#6f9a83') =>
    (sheet: Sheet) =>
      paper(sheet, '#d3e4d4', ribbon),
  lilac:
    (ribbon = '#8a75b8') =>
    (sheet: Sheet) =>
      paper(sheet, '#ddd3ec', ribbon),
  sky:
    (ribbon = '#6c8fc0') =>
    (sheet: Sheet) =>
      paper(sheet, '#d5e2f0', ribbon),
  clay:
    (ribbon = '#1f7a7a') =>
    (sheet: Sheet) =>
      paper(sheet, '#d69b78', ribbon),
}

export const silver: Bouquet['greens'] = [
  ['eucalyptus', '#9dbcae'],
  ['olive', '#93ab88'],
]
export const garden: Bouquet['greens'] = [
  ['leaf', '#5d8f63'],
  ['fern', '#6ba268'],
  ['eucalyptus', '#8fb3a0'],
]
export const meadow: Bouquet['greens'] = [
  ['grass', '#8fae6d'],
  ['fern', '#7fae72'],
  ['olive', '#8aa57c'],
]
export const leaves: Bouquet['greens'] = [['leaf', '#5f9462']]

export type Heads = Bouquet['heads']
export type Ground = keyof typeof grounds

export function bouquet(
  seed: string,
  heads: Heads,
  holder: Bouquet['holder'],
  rest: { ground: Ground; greens?: Bouquet['greens']; count?: number },
): Recipe {
  const { greens = garden, count = 19 } = rest
  return (closeUp) => {
    const whole = { seed, heads, count, greens, holder, ground: grounds[rest.ground] }
    return drawBouquet(whole, closeUp ? '190 110 420 420' : undefined)
  }
}

export function still(draw: (sheet: Sheet) => string, ground: Ground): Recipe {
  return () => {
    const sheet = new Sheet()
    return sheet.picture(draw(sheet), grounds[ground])
  }
}

export const RED = '#b0122c'
export const WHITE = '#faf6ee'
export const PINK = '#ee9db4'
export const BLUSH = '#f5c6c6'
export const PEACH = '#f6bd94'
export const CREAM = '#f7e6c8'
export const CORAL = '#f0785f'
export const YELLOW = '#f3c93f'
export const LILAC = '#b9a0dc'
export const BLUE = '#8fb2ea'
export const WINE = '#6d1230'
