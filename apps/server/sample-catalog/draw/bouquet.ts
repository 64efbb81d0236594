import { type FlowerName, flower, upright } from './flowers.ts'
import { type GreenName, green } from './greens.ts'
import { at_, randomOf, Sheet, spread } from './svg.ts'
import type { Holder } from './wraps.ts'

export interface Bouquet {
  seed: string
  /** As many of each: what, in which colour, how large (1 is 100 across). */
  heads: readonly (readonly [name: FlowerName, color: string, size?: number])[]
  count: number
  greens: readonly (readonly [name: GreenName, color: string])[]
  holder: (sheet: Sheet) => Holder
  ground: readonly [string, string]
}

/** A picture of a bouquet, or of that part of it which `view` shows. */
export function drawBouquet(bouquet: Bouquet, view?: string): string {
  const sheet = new Sheet()
  return sheet.picture(arrange(sheet, bouquet), bouquet.ground, { view })
}

/** A dome of flowers over greens, in what holds them. */
export function arrange(sheet: Sheet, bouquet: Omit<Bouquet, 'ground'>): string {
  const { back, front, dome } = bouquet.holder(sheet)
  return back + drawGreens(sheet, bouquet, dome) + drawHeads(sheet, bouquet, dome) + front
}

function drawGreens(sheet: Sheet, { greens, seed }: Pick<Bouquet, 'greens' | 'seed'>, dome: Holder['dome']): string {
  const random = randomOf(`${seed} greens`)
  return Array.from({ length: greens.length === 0 ? 0 : 15 }, (_, at) => {
    const [name, color] = greens[at % greens.length] ?? ['leaf', '#5d8a5a']
    // The outer ones first, so that those in the middle stand before them.
    const side = at % 2 ? 1 : -1
    const turn = side * (88 - at * 5.6) + random() * 8
    const tilt = (Math.abs(turn) * Math.PI) / 180
    // As far as the flowers reach in that direction, and a little more.
    const reach = Math.sin(tilt) * (dome.width + 34) + Math.cos(tilt) * (dome.height * 1.62 + 30)
    const size = (reach / 300) * (1 + random() * 0.14)
    return at_(green(sheet, name, color), { x: dome.x, y: dome.y + dome.height * 0.62, turn, size })
  }).join('')
}

function drawHeads(
  sheet: Sheet,
  { heads, count, seed }: Pick<Bouquet, 'heads' | 'count' | 'seed'>,
  dome: Holder['dome'],
): string {
  const random = randomOf(seed)
  // In turn, each kind would lie in an arm of the spiral.
  const kinds = Array.from({ length: count }, (_, at) => ({ head: heads[at % heads.length], by: random() }))
  const mixed = kinds.sort((a, b) => a.by - b.by)
  const places = spread(count).map(({ x, y }, at) => {
    const [name, color, size = 1] = mixed[at]?.head ?? ['rose', '#c0304a']
    const place = { x: dome.x + x * dome.width, y: dome.y + y * dome.height }
    const turn = upright.has(name) ? x * 38 : random() * 360
    return { drawing: flower(sheet, name, color), place: { ...place, turn, size: size * (0.94 + random() * 0.12) } }
  })
  // From the outside in, light ones behind the heavy ones.
  return places
    .reverse()
    .map(({ drawing, place }) => at_(drawing, place))
    .join('')
}
