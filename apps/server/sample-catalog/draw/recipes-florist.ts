import {
  BLUE,
  BLUSH,
  bouquet,
  CORAL,
  CREAM,
  garden,
  leaves,
  meadow,
  PEACH,
  PINK,
  RED,
  type Recipe,
  silver,
  WHITE,
  wraps,
} from './palette.ts'
import { basket, hatBox, heartBox, vase } from './wraps.ts'

export const florist: Record<string, Recipe> = {
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

export const boxes: Record<string, Recipe> = {
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
