import { gifts } from './gifts.ts'
import { type Recipe, still } from './palette.ts'
import { plants } from './plants.ts'
import { at_ } from './svg.ts'
import { things } from './things.ts'

export const potted: Record<string, Recipe> = {
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

export const presents: Record<string, Recipe> = {
  chocolates: still((sheet) => gifts.chocolates(sheet, '#a8485a', '#5a2f28'), 'blush'),
  macarons: still((sheet) => at_(gifts.macarons(sheet, '#f0a0b4', '#b79ad8'), { y: -70 }), 'mint'),
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
