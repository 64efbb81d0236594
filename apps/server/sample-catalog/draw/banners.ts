import { arrange, type Bouquet } from './bouquet.ts'
import { BLUSH, CORAL, CREAM, grounds, PEACH, PINK, silver, WHITE, wraps } from './palette.ts'
import { at_, light, Sheet, spread } from './svg.ts'
import { basket, hatBox } from './wraps.ts'

// Twice as wide as high; what is shown stands on the right, for the words stand on the left.
const WIDTH = 1600

type Standing = Omit<Bouquet, 'ground'> & { x: number; y: number; size: number }

/** The pictures of the sample banners by the names of their files. */
export const banners: Record<string, () => string> = {
  'tender-morning': () =>
    banner(grounds.blush, '#f3b9b4', [
      {
        seed: 'banner small',
        heads: [
          ['peony', CREAM, 1.2],
          ['rose', BLUSH, 1],
        ],
        count: 12,
        greens: silver,
        holder: wraps.mint(),
        ...{ x: 560, y: 150, size: 0.78 },
      },
      {
        seed: 'banner large',
        heads: [
          ['peony', BLUSH, 1.34],
          ['rose', PINK, 1.04],
          ['rose', '#f4d9cf', 1.1],
          ['peony', '#fbe9e4', 1.24],
        ],
        count: 21,
        greens: silver,
        holder: wraps.white(),
        ...{ x: 800, y: 8, size: 1 },
      },
    ]),
  boxes: () =>
    banner(grounds.sun, '#f2c98a', [
      {
        seed: 'banner basket',
        heads: [
          ['sunflower', '#f5b51f', 1.1],
          ['rose', PEACH, 1],
          ['daisy', '#ffffff', 0.9],
        ],
        count: 20,
        greens: silver,
        holder: (sheet) => basket(sheet, '#c08a52', '#c2506a'),
        ...{ x: 580, y: 116, size: 0.86 },
      },
      {
        seed: 'banner hatbox',
        heads: [
          ['rose', CORAL, 1.06],
          ['peony', PEACH, 1.2],
          ['rose', CREAM, 1],
        ],
        count: 21,
        greens: silver,
        holder: (sheet) => hatBox(sheet, '#f0d9cf', '#c2506a'),
        ...{ x: 900, y: 74, size: 0.92 },
      },
    ]),
  delivery: () =>
    banner(grounds.mint, '#a9cdb6', [
      {
        seed: 'banner white',
        heads: [
          ['rose', WHITE, 1.16],
          ['ranunculus', '#f7f0dc', 1],
          ['gypsophila', '#ffffff', 1],
        ],
        count: 19,
        greens: silver,
        holder: wraps.kraft('#6f9a83'),
        ...{ x: 780, y: 8, size: 1 },
      },
    ]),
}

function banner(ground: readonly [string, string], accent: string, bouquets: readonly Standing[]): string {
  const sheet = new Sheet()
  const standing = bouquets.map(({ x, y, size, ...bouquet }) => at_(arrange(sheet, bouquet), { x, y, size }))
  return sheet.picture(glowing(sheet, accent) + standing.join(''), ground, { width: WIDTH })
}

/** Round lights behind it all, so that the ground is not bare where there are no words. */
function glowing(sheet: Sheet, accent: string): string {
  const halo = sheet.halo(light(accent, 0.2))
  const sun = `<circle cx="1180" cy="370" r="430" fill="${halo}"/>`
  const drops = spread(14).map(({ x, y }, at) => {
    const radius = 18 + ((at * 29) % 46)
    return `<circle cx="${Math.round(1180 + x * 560)}" cy="${Math.round(350 + y * 400)}" r="${radius}" fill="#fff" fill-opacity=".35"/>`
  })
  return sun + drops.join('')
}
