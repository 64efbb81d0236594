import { type Bouquet, drawBouquet } from './bouquet.ts'
import { flower } from './flowers.ts'
import { gifts } from './gifts.ts'
import { green } from './greens.ts'
import { plants } from './plants.ts'
import { at_, Sheet } from './svg.ts'
import { things } from './things.ts'
import { basket, bow, floor, hatBox, heartBox, paper, vase } from './wraps.ts'

/** Makes the text of a picture; `closeUp` shows its flowers from near by. */
type Recipe = (closeUp?: boolean) => string

const grounds = {
  blush: ['#fff9f6', '#f6e0da'],
  cream: ['#fffbf4', '#f3e5d3'],
  mint: ['#f6fbf6', '#dcebdf'],
  sky: ['#f7fbff', '#dbe6f3'],
  lilac: ['#fbf8ff', '#e5def2'],
  dusk: ['#f6f0f3', '#d8c8d3'],
  sun: ['#fffcf1', '#f7e8bf'],
} as const satisfies Record<string, readonly [string, string]>

const wraps = {
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

const silver: Bouquet['greens'] = [
  ['eucalyptus', '#9dbcae'],
  ['olive', '#93ab88'],
]
const garden: Bouquet['greens'] = [
  ['leaf', '#5d8f63'],
  ['fern', '#6ba268'],
  ['eucalyptus', '#8fb3a0'],
]
const meadow: Bouquet['greens'] = [
  ['grass', '#8fae6d'],
  ['fern', '#7fae72'],
  ['olive', '#8aa57c'],
]
const leaves: Bouquet['greens'] = [['leaf', '#5f9462']]

type Heads = Bouquet['heads']
type Ground = keyof typeof grounds

function bouquet(
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

function still(draw: (sheet: Sheet) => string, ground: Ground): Recipe {
  return () => {
    const sheet = new Sheet()
    return sheet.picture(draw(sheet), grounds[ground])
  }
}

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

const RED = '#b0122c'
const WHITE = '#faf6ee'
const PINK = '#ee9db4'
const BLUSH = '#f5c6c6'
const PEACH = '#f6bd94'
const CREAM = '#f7e6c8'
const CORAL = '#f0785f'
const YELLOW = '#f3c93f'
const LILAC = '#b9a0dc'
const BLUE = '#8fb2ea'
const WINE = '#6d1230'

const roses: Record<string, Recipe> = {
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

const seasonal: Record<string, Recipe> = {
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

const florist: Record<string, Recipe> = {
  'tender-morning': bouquet(
    'tender',
    [
      ['peony', BLUSH, 1.34],
      ['rose', '#f4d9cf', 1.06],
      ['rose', PINK, 1],
      ['peony', '#fbe9e4', 1.24],
      ['rose', CREAM, 1],
    ],
    wraps.white(),
    { ground: 'blush', greens: silver, count: 19 },
  ),
  'july-dacha': bouquet(
    'july',
    [
      ['sunflower', '#f5b51f', 1.24],
      ['daisy', '#ffffff', 0.94],
      ['daisy', '#ffffff', 0.84],
      ['lavender', '#8f79cf', 1],
    ],
    wraps.kraft('#6c8fc0'),
    { ground: 'sun', greens: meadow, count: 23 },
  ),
  'wine-and-figs': bouquet(
    'wine',
    [
      ['rose', '#7a1636', 1.24],
      ['anemone', '#4a2a5e', 1.06],
      ['rose', '#a33a52', 1.06],
      ['berries', '#6b1b3a', 1.1],
      ['ranunculus', '#8a3a55', 1],
    ],
    wraps.graphite('#b0122c'),
    { ground: 'dusk', greens: silver, count: 21 },
  ),
  'first-snow': bouquet(
    'snow',
    [
      ['rose', '#fbf8f2', 1.2],
      ['anemone', '#fdfdfb', 1.06],
      ['gypsophila', '#ffffff', 1.1],
      ['ranunculus', '#f6f2e6', 1],
    ],
    wraps.sky('#b9c6d6'),
    { ground: 'sky', greens: silver, count: 20 },
  ),
  'peach-sorbet': bouquet(
    'sorbet',
    [
      ['ranunculus', PEACH, 1.14],
      ['rose', '#f8cfae', 1.12],
      ['ranunculus', CREAM, 1],
      ['rose', '#f3a183', 1.06],
    ],
    wraps.kraft('#e09a72'),
    { ground: 'cream', greens: silver, count: 21 },
  ),
  'blue-hour': bouquet(
    'blue',
    [
      ['hydrangea', BLUE, 1.5],
      ['rose', WHITE, 1.06],
      ['lavender', '#7f73c4', 1.1],
      ['hydrangea', '#a9b8ea', 1.36],
    ],
    wraps.sky('#4d6ea8'),
    { ground: 'sky', greens: silver, count: 17 },
  ),
  'field-path': bouquet(
    'field',
    [
      ['daisy', '#ffffff', 0.92],
      ['carnation', '#ef7f96', 0.86],
      ['lavender', '#8f79cf', 1],
      ['daisy', '#fff3c9', 0.84],
      ['anemone', '#7fa3dc', 0.84],
    ],
    wraps.white('#5d8f63'),
    { ground: 'mint', greens: meadow, count: 29 },
  ),
  'samarkand-sunset': bouquet(
    'samarkand',
    [
      ['rose', CORAL, 1.2],
      ['chrysanthemum', '#f2b632', 1.1],
      ['rose', '#c22f3e', 1.12],
      ['berries', '#a31d35', 1.1],
      ['ranunculus', '#f4964f', 1.06],
    ],
    wraps.clay(),
    { ground: 'sun', greens: garden, count: 22 },
  ),
  ballerina: bouquet(
    'ballerina',
    [
      ['peony', '#f7b9c9', 1.4],
      ['rose', '#fbd9de', 0.84],
      ['gypsophila', '#ffffff', 1],
      ['rose', PINK, 0.8],
      ['peony', '#fbdfe4', 1.2],
    ],
    wraps.blush('#f0a3b8'),
    { ground: 'blush', greens: [['olive', '#a9bf9f']], count: 21 },
  ),
  'citrus-grove': bouquet(
    'citrus',
    [
      ['rose', '#f4d03f', 1.14],
      ['daisy', '#ffffff', 0.92],
      ['ranunculus', '#f6b64a', 1.04],
      ['chrysanthemum', '#dbe58a', 1],
    ],
    wraps.mint('#e09a2a'),
    { ground: 'mint', greens: garden, count: 22 },
  ),
  'bridal-bouquet': bouquet(
    'bridal',
    [
      ['peony', '#fbf1ea', 1.36],
      ['ranunculus', '#fbeedd', 1],
      ['rose', '#fdf8f2', 1.04],
      ['peony', '#f9e3dc', 1.2],
    ],
    wraps.white('#efe4d6'),
    { ground: 'cream', greens: [['olive', '#93ab88']], count: 18 },
  ),
  'golden-autumn': bouquet(
    'autumn',
    [
      ['chrysanthemum', '#e8a92e', 1.2],
      ['sunflower', '#f0a51c', 1.2],
      ['berries', '#b3401f', 1.06],
      ['rose', '#d9703a', 1.06],
    ],
    wraps.kraft(),
    { ground: 'sun', greens: garden, count: 20 },
  ),
}

const boxes: Record<string, Recipe> = {
  'peony-hatbox': bouquet(
    'hat-peony',
    [
      ['peony', PINK, 1.4],
      ['peony', BLUSH, 1.28],
    ],
    (sheet) => hatBox(sheet, '#f4dcd6', '#d9839c'),
    { ground: 'blush', greens: silver, count: 14 },
  ),
  'rose-hatbox-black': bouquet('hat-rose', [['rose', RED, 1.12]], (sheet) => hatBox(sheet, '#3a363c', '#c9a15f'), {
    ground: 'dusk',
    greens: [],
    count: 25,
  }),
  'rose-hatbox-white': bouquet('hat-rose', [['rose', RED, 1.12]], (sheet) => hatBox(sheet, '#f7f2ec', '#b0122c'), {
    ground: 'cream',
    greens: [],
    count: 25,
  }),
  'rose-hatbox-pink': bouquet('hat-rose', [['rose', RED, 1.12]], (sheet) => hatBox(sheet, '#f0bcc6', '#fff4ea'), {
    ground: 'blush',
    greens: [],
    count: 25,
  }),
  'rose-heart': bouquet(
    'heart',
    [
      ['rose', RED, 1],
      ['rose', '#c01a38', 1],
    ],
    (sheet) => heartBox(sheet, '#7a1230', '#e8c9a0'),
    { ground: 'blush', greens: [], count: 61 },
  ),
  'daisy-heart': bouquet(
    'heart-daisy',
    [['daisy', '#ffffff', 0.92]],
    (sheet) => heartBox(sheet, '#e9b7c1', '#c76b7f'),
    { ground: 'mint', greens: [], count: 80 },
  ),
  'summer-basket': bouquet(
    'summer',
    [
      ['sunflower', '#f5b51f', 1.3],
      ['rose', CORAL, 1],
      ['daisy', '#ffffff', 0.92],
      ['rose', CREAM, 1],
    ],
    (sheet) => basket(sheet, '#c79a63', '#e9b7a1'),
    { ground: 'sun', greens: meadow, count: 22 },
  ),
  'lavender-basket': bouquet(
    'lavender-basket',
    [
      ['chrysanthemum', '#fbf8f0', 1.06],
      ['lavender', '#8f79cf', 1.2],
      ['chrysanthemum', '#ece4f6', 0.98],
      ['lavender', '#a18ede', 1.1],
    ],
    (sheet) => basket(sheet, '#d9c3a0', '#a18ede'),
    { ground: 'lilac', greens: [['olive', '#9db593']], count: 24 },
  ),
  'royal-basket': bouquet(
    'royal',
    [
      ['rose', RED, 0.76],
      ['rose', '#e9a3b2', 0.74],
      ['rose', '#c8304c', 0.76],
    ],
    (sheet) => basket(sheet, '#b98a55', '#b0122c'),
    { ground: 'cream', greens: leaves, count: 56 },
  ),
  'hydrangea-box': bouquet(
    'hat-hydrangea',
    [
      ['hydrangea', BLUE, 1.6],
      ['hydrangea', '#f0f2e4', 1.5],
      ['hydrangea', '#b3c4ee', 1.5],
    ],
    (sheet) => hatBox(sheet, '#f2e8d8', '#8fb2ea'),
    { ground: 'sky', greens: [], count: 12 },
  ),
  'tulip-vase': bouquet(
    'tulip-vase',
    [
      ['tulip', '#f08a9c', 1.1],
      ['tulip', '#f7c1c4', 1.06],
      ['tulip', '#f6d7a8', 1.06],
    ],
    (sheet) => vase(sheet, '#c9dbe4'),
    { ground: 'sky', greens: [['grass', '#7fae6a']], count: 24 },
  ),
  'orchid-box': bouquet(
    'hat-orchid',
    [
      ['orchid', '#f3d3e8', 1.24],
      ['orchid', '#d98cc4', 1.16],
    ],
    (sheet) => hatBox(sheet, '#e4d8ee', '#8a5fa8'),
    { ground: 'lilac', greens: [['fern', '#7fae72']], count: 20 },
  ),
  'peony-vase': bouquet(
    'peony-vase',
    [
      ['peony', '#fbeee8', 1.5],
      ['peony', PINK, 1.46],
    ],
    (sheet) => vase(sheet, '#f3ece2'),
    { ground: 'blush', greens: silver, count: 12 },
  ),
}

const potted: Record<string, Recipe> = {
  monstera: still((sheet) => plants.monstera(sheet, '#e9e2d8', '#4f9060'), 'mint'),
  'rubber-plant': still((sheet) => plants.rubberPlant(sheet, '#d98b6a', '#3f7a52'), 'cream'),
  'snake-plant': still((sheet) => plants.snakePlant(sheet, '#8a9aa6', '#5f9462'), 'sky'),
  'succulent-bowl': still((sheet) => plants.succulents(sheet, '#d6a98a', '#7fae8c'), 'cream'),
  cactus: still((sheet) => plants.cactus(sheet, '#e7b84f', '#5fa06d'), 'blush'),
  'phalaenopsis-white': still((sheet) => plants.phalaenopsis(sheet, '#b8c9c0', '#faf6ee'), 'mint'),
  'phalaenopsis-pink': still((sheet) => plants.phalaenopsis(sheet, '#efe4da', '#f2a9c6'), 'blush'),
  'phalaenopsis-purple': still((sheet) => plants.phalaenopsis(sheet, '#e6dff2', '#b05fb4'), 'lilac'),
  aloe: still((sheet) => plants.aloe(sheet, '#d98b6a', '#7fb08a'), 'sun'),
  'peace-lily': still((sheet) => plants.peaceLily(sheet, '#f0e9df', '#4f9060'), 'mint'),
  ivy: still((sheet) => plants.ivy(sheet, '#c9d3d9', '#5f9a5a'), 'cream'),
  'lavender-pot': still((sheet) => plants.lavenderPot(sheet, '#b9a7d6', '#8f79cf'), 'lilac'),
  zamioculcas: still((sheet) => plants.zamioculcas(sheet, '#5a5f66', '#4f8f5a'), 'sky'),
  'mini-rose': still((sheet) => plants.miniRose(sheet, '#f0d9cf', '#e86f8c'), 'blush'),
}

const presents: Record<string, Recipe> = {
  chocolates: still((sheet) => gifts.chocolates(sheet, '#a8485a', '#5a2f28'), 'blush'),
  macarons: still((sheet) => gifts.macarons(sheet, '#f0a0b4', '#b79ad8'), 'mint'),
  'mountain-honey': still((sheet) => gifts.honey(sheet, '#e8a52e', '#c9884a'), 'sun'),
  'berry-cake': still((sheet) => gifts.cake(sheet, '#e0567a', '#f2d9c4'), 'blush'),
  'chocolate-strawberries': still((sheet) => gifts.strawberries(sheet, '#d3263f', '#e8d4c0'), 'cream'),
  gingerbread: still((sheet) => gifts.cookies(sheet, '#e0708a', '#8fb7c9'), 'cream'),
  'candy-jar': still((sheet) => gifts.sweetJar(sheet, '#e8708a', '#7fb5a0'), 'sky'),
  'nuts-and-fruit': still((sheet) => gifts.nuts(sheet, '#a8703f', '#b3213f'), 'sun'),
  'green-tea': still((sheet) => gifts.teaTin(sheet, '#4f8f72', '#fbf3d6'), 'mint'),
  'scented-candle': still((sheet) => gifts.candle(sheet, '#d9c7b4', '#8a5a4a'), 'dusk'),
  'taper-candles': still((sheet) => gifts.tapers(sheet, '#c98a8a', '#7f9a8a'), 'cream'),
  'lavender-diffuser': still((sheet) => gifts.diffuser(sheet, '#c3b2e6', '#7a63b0'), 'lilac'),
  'flower-mug': still((sheet) => gifts.mug(sheet, '#a9c7d6', '#f0a0b4'), 'cream'),
  'clay-vase-white': still((sheet) => things.emptyVase(sheet, '#efe8dd', '#b98f63'), 'cream'),
  'clay-vase-terracotta': still((sheet) => things.emptyVase(sheet, '#cf7f5a', '#f3dcc4'), 'sun'),
  'clay-vase-sage': still((sheet) => things.emptyVase(sheet, '#9db39a', '#f3ecd8'), 'mint'),
  'knitted-throw': still((sheet) => things.blanket(sheet, '#d9b8a4', '#8a5a6a'), 'cream'),
  'soap-set': still((sheet) => things.soaps(sheet, '#f0b3bf', '#cdbfe8'), 'sky'),
  'photo-frame': still((sheet) => things.frame(sheet, '#c79a63', '#e58f7c'), 'cream'),
  'teddy-bear': still((sheet) => things.bear(sheet, '#c99466', '#c2506a'), 'cream'),
  bunny: still((sheet) => things.bunny(sheet, '#e6d9d0', '#e58aa4'), 'blush'),
  kitten: still((sheet) => things.cat(sheet, '#eda25e', '#5f93b8'), 'sun'),
  elephant: still((sheet) => things.elephant(sheet, '#a9b3c0', '#e0b04f'), 'sky'),
  'greeting-card': still((sheet) => things.card(sheet, '#e0708a', '#8f79cf'), 'lilac'),
  balloons: still((sheet) => things.balloons(sheet, '#e0566f', '#f2b8a0'), 'sky'),
  'gift-wrapping': still((sheet) => things.giftWrap(sheet, '#7fb0a4', '#f4e3c4'), 'mint'),
  'flower-food': still((sheet) => things.sachet(sheet, '#7fb08a', '#e8708a'), 'cream'),
}

/** Every picture of the sample catalogue by the name of its file. */
export const recipes: Record<string, Recipe> = { ...roses, ...seasonal, ...florist, ...boxes, ...potted, ...presents }

/** Those of which there is a second picture, from near by. */
export const closeUps = [
  'red-roses',
  'white-roses',
  'velvet-evening',
  'rose-mix',
  'ranunculus',
  'sunflowers',
  'gypsophila-cloud',
  'tender-morning',
  'july-dacha',
  'wine-and-figs',
  'first-snow',
  'peach-sorbet',
  'blue-hour',
  'samarkand-sunset',
  'ballerina',
  'bridal-bouquet',
  'peony-hatbox',
  'summer-basket',
]
