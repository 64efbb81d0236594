import { flower } from './flowers.ts'
import { green } from './greens.ts'
import {
  BLUE,
  BLUSH,
  bouquet,
  CORAL,
  CREAM,
  type Ground,
  garden,
  LILAC,
  leaves,
  meadow,
  PEACH,
  PINK,
  RED,
  type Recipe,
  silver,
  still,
  WHITE,
  WINE,
  wraps,
  YELLOW,
} from './palette.ts'
import { at_ } from './svg.ts'
import { bow, floor } from './wraps.ts'

/** One rose on a long stem, lying slantwise with a ribbon. */
const singleRose = (color: string, ground: Ground) =>
  still((sheet) => {
    const stem =
      '<path d="M400 300Q414 520 396 742" fill="none" stroke="#5d8a55" stroke-width="13" stroke-linecap="round"/><path d="M406 420l20-12M404 560l-20-12M400 650l18-10" stroke="#5d8a55" stroke-width="7" stroke-linecap="round"/>'
    const leaf = green(sheet, 'leaf', '#5f9462')
    const sides =
      at_(leaf, { x: 408, y: 560, turn: 48, size: 0.78 }) + at_(leaf, { x: 404, y: 600, turn: -52, size: 0.74 })
    const rose = at_(flower(sheet, 'rose', color), { x: 400, y: 236, size: 2.5 })
    return `<g transform="rotate(9 400 400)">${stem}${sides}${rose}${at_(bow(sheet, color === '#f7f1e6' ? '#d9b7a0' : color, 0), { x: 122, y: 640, size: 0.7 })}</g>`
  }, ground)

/** Three large heads on their stems. */
const threeStems = (color: string, ground: Ground) =>
  still((sheet) => {
    const head = flower(sheet, 'hydrangea', color)
    const leaf = green(sheet, 'leaf', '#5f9462')
    const stems =
      '<path d="M400 726Q392 560 250 330M400 726Q404 520 404 250M400 726Q420 560 556 340" fill="none" stroke="#6d9460" stroke-width="12"/>'
    const greens = [-62, 58, -34, 30].map((turn) => at_(leaf, { x: 400, y: 620, turn, size: 1 })).join('')
    const heads = [
      { x: 246, y: 318, size: 2.3 },
      { x: 560, y: 326, size: 2.2, turn: 60 },
      { x: 402, y: 236, size: 2.6, turn: 120 },
    ]
    return (
      floor(sheet, 736, 120) +
      stems +
      greens +
      heads.map((place) => at_(head, place)).join('') +
      bow(sheet, '#d9b7a0', 618)
    )
  }, ground)

export const roses: Record<string, Recipe> = {
  'red-roses': bouquet('red-roses', [['rose', RED, 1.14]], wraps.white('#b0122c'), {
    ground: 'blush',
    greens: leaves,
    count: 23,
  }),
  'white-roses': bouquet('white-roses', [['rose', WHITE, 1.14]], wraps.mint(), {
    ground: 'mint',
    greens: silver,
    count: 21,
  }),
  'spray-roses-pink': bouquet(
    'spray',
    [
      ['rose', PINK, 0.72],
      ['rose', BLUSH, 0.62],
    ],
    wraps.blush(),
    { ground: 'blush', greens: silver, count: 40 },
  ),
  'spray-roses-peach': bouquet(
    'spray',
    [
      ['rose', PEACH, 0.72],
      ['rose', CREAM, 0.62],
    ],
    wraps.kraft(),
    { ground: 'cream', greens: silver, count: 40 },
  ),
  'spray-roses-white': bouquet(
    'spray',
    [
      ['rose', WHITE, 0.72],
      ['rose', CREAM, 0.62],
    ],
    wraps.white('#8fb3a0'),
    { ground: 'mint', greens: silver, count: 40 },
  ),
  'vanilla-cloud': bouquet('vanilla', [['rose', CREAM, 1.3]], wraps.white('#d9b07a'), {
    ground: 'sun',
    greens: [],
    count: 16,
  }),
  'velvet-evening': bouquet('velvet', [['rose', WINE, 1.16]], wraps.graphite(), {
    ground: 'dusk',
    greens: leaves,
    count: 22,
  }),
  'rose-mix': bouquet(
    'mix',
    [
      ['rose', PINK, 1.06],
      ['rose', CREAM, 1],
      ['rose', CORAL, 1.06],
      ['rose', BLUSH, 0.98],
      ['rose', '#d9486a', 1],
    ],
    wraps.white(),
    { ground: 'blush', greens: silver, count: 27 },
  ),
  'yellow-roses': bouquet('yellow', [['rose', YELLOW, 1.22]], wraps.kraft('#5d8f63'), {
    ground: 'sun',
    greens: garden,
    count: 17,
  }),
  'coral-roses': bouquet(
    'coral',
    [
      ['rose', CORAL, 1.18],
      ['rose', '#f49a7c', 1.1],
    ],
    wraps.blush('#d8604a'),
    { ground: 'cream', greens: silver, count: 20 },
  ),
  'lilac-mist': bouquet('lilac', [['rose', LILAC, 1.2]], wraps.lilac(), { ground: 'lilac', greens: silver, count: 19 }),
  'one-rose-red': singleRose(RED, 'blush'),
  'one-rose-white': singleRose('#f7f1e6', 'mint'),
  'one-rose-pink': singleRose(PINK, 'cream'),
}

export const seasonal: Record<string, Recipe> = {
  'tulips-red': bouquet('tulips', [['tulip', '#dd3347', 1.06]], wraps.white('#dd3347'), {
    ground: 'blush',
    greens: [['grass', '#7fae6a']],
    count: 25,
  }),
  'tulips-yellow': bouquet('tulips', [['tulip', '#f6c93a', 1.06]], wraps.kraft('#d9982a'), {
    ground: 'sun',
    greens: [['grass', '#7fae6a']],
    count: 25,
  }),
  'tulips-white': bouquet('tulips', [['tulip', '#f8f4ec', 1.06]], wraps.mint(), {
    ground: 'mint',
    greens: [['grass', '#7fae6a']],
    count: 25,
  }),
  'tulips-lilac': bouquet(
    'tulips',
    [
      ['tulip', '#a987d6', 1.06],
      ['tulip', '#8a63c0', 1.02],
    ],
    wraps.lilac(),
    { ground: 'lilac', greens: [['grass', '#7fae6a']], count: 25 },
  ),
  'peonies-pink': bouquet('peonies', [['peony', PINK, 1.62]], wraps.white('#d9839c'), {
    ground: 'blush',
    greens: leaves,
    count: 10,
  }),
  'peonies-white': bouquet('peonies', [['peony', '#f8efe9', 1.62]], wraps.mint(), {
    ground: 'mint',
    greens: leaves,
    count: 10,
  }),
  'peonies-coral': bouquet('peonies', [['peony', '#f58d78', 1.62]], wraps.kraft('#d8604a'), {
    ground: 'cream',
    greens: leaves,
    count: 10,
  }),
  ranunculus: bouquet(
    'ranunculus',
    [
      ['ranunculus', PEACH, 1.02],
      ['ranunculus', CREAM, 0.98],
      ['ranunculus', '#f3a99a', 0.94],
    ],
    wraps.kraft('#c98a5a'),
    { ground: 'cream', greens: silver, count: 25 },
  ),
  anemones: bouquet(
    'anemones',
    [
      ['anemone', '#fbf9f6', 1.14],
      ['anemone', '#8f7cc9', 1.08],
      ['anemone', '#fbf9f6', 1.1],
      ['anemone', '#c13a5a', 1.08],
    ],
    wraps.lilac(),
    { ground: 'lilac', greens: silver, count: 18 },
  ),
  'hydrangea-blue': threeStems(BLUE, 'sky'),
  'hydrangea-pink': threeStems('#eba3bd', 'blush'),
  'hydrangea-white': threeStems('#eef0dc', 'mint'),
  sunflowers: bouquet('sunflowers', [['sunflower', '#f5b51f', 1.62]], wraps.kraft('#5d8f63'), {
    ground: 'sun',
    greens: leaves,
    count: 11,
  }),
  daisies: bouquet(
    'daisies',
    [
      ['daisy', '#ffffff', 0.86],
      ['daisy', '#ffffff', 0.76],
      ['daisy', '#ffffff', 0.66],
    ],
    wraps.kraft('#6f9a83'),
    { ground: 'mint', greens: meadow, count: 38 },
  ),
  chrysanthemums: bouquet(
    'chrysanthemums',
    [
      ['chrysanthemum', '#f4cf45', 1.2],
      ['chrysanthemum', '#f7e08a', 1.06],
    ],
    wraps.mint('#d9982a'),
    { ground: 'sun', greens: garden, count: 21 },
  ),
  'lavender-bunch': bouquet(
    'lavender',
    [
      ['lavender', '#8f79cf', 1.08],
      ['lavender', '#a18ede', 1],
    ],
    wraps.kraft('#8a75b8'),
    { ground: 'lilac', greens: [['olive', '#9db593']], count: 30 },
  ),
  'gypsophila-cloud': bouquet('gypsophila', [['gypsophila', '#ffffff', 1.3]], wraps.sky('#c98a9a'), {
    ground: 'sky',
    greens: [['olive', '#9db593']],
    count: 22,
  }),
  carnations: bouquet(
    'carnations',
    [
      ['carnation', '#f08fa8', 1.08],
      ['carnation', '#f6b3c2', 1.02],
    ],
    wraps.blush(),
    { ground: 'blush', greens: silver, count: 25 },
  ),
  lilies: bouquet('lilies', [['lily', '#fdf8f0', 1.5]], wraps.mint('#c9a15f'), {
    ground: 'mint',
    greens: garden,
    count: 12,
  }),
}
