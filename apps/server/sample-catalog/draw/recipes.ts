import type { Recipe } from './palette.ts'
import { boxes, florist } from './recipes-florist.ts'
import { roses, seasonal } from './recipes-garden.ts'
import { potted, presents } from './recipes-presents.ts'

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
