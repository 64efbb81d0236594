import { at_, deep, f, light, mix, ring, type Sheet, shade, spread } from './svg.ts'

/** A flower head, 100 across, around the point where it is put; looked at from the front. */
export type Flower = (sheet: Sheet, color: string) => string

const ROSE_PETAL = 'M0 4C-25 2-31-32-13-44Q0-51 13-44C31-32 25 2 0 4Z'
const RUFFLED_PETAL = 'M0 4C-19-4-25-33-16-44Q-11-51-6-45Q0-53 6-45Q11-51 16-44C25-33 19-4 0 4Z'
const NARROW_PETAL = 'M0 0C-8-12-9-36 0-50C9-36 8-12 0 0Z'
const ROUND_PETAL = 'M0 0C-14-8-24-30-14-44Q0-54 14-44C24-30 14-8 0 0Z'

const under = (sheet: Sheet) => `<circle cx="2" cy="7" r="56" fill="${sheet.shadow()}"/>`

/** Rings of one petal, each smaller and turned against the one before; the colours go from outside in. */
function rings(
  sheet: Sheet,
  petal: string,
  layers: readonly (readonly [count: number, size: number, color: string])[],
) {
  return layers
    .map(([count, size, color], layer) => {
      const edge = deep(color, 0.3)
      const path = `<path d="${petal}" fill="${sheet.fade(light(color, 0.22), deep(color, 0.16))}" stroke="${edge}" stroke-opacity=".28" stroke-width="${f(1 / size)}"/>`
      return at_(ring(count, path, layer * (180 / count) + layer * 11), { size })
    })
    .join('')
}

const rose: Flower = (sheet, color) => {
  const layers = [
    [6, 1, light(color, 0.1)],
    [5, 0.82, color],
    [5, 0.62, deep(color, 0.06)],
    [4, 0.44, deep(color, 0.14)],
  ] as const
  const heart = deep(color, 0.34)
  const spiral = `<circle r="12" fill="${deep(color, 0.2)}"/><path d="M-9 2A9 9 0 1 1 3 8A6 6 0 1 1-4-2A4 4 0 0 1 3 1" fill="none" stroke="${heart}" stroke-width="2.2" stroke-linecap="round"/>`
  return under(sheet) + rings(sheet, ROSE_PETAL, layers) + spiral
}

const peony: Flower = (sheet, color) => {
  const layers = [
    [9, 1.06, light(color, 0.3)],
    [9, 0.88, light(color, 0.14)],
    [8, 0.7, color],
    [7, 0.5, deep(color, 0.08)],
    [5, 0.32, deep(color, 0.14)],
  ] as const
  return under(sheet) + rings(sheet, RUFFLED_PETAL, layers)
}

const ranunculus: Flower = (sheet, color) => {
  const layers = [1, 0.86, 0.72, 0.58, 0.45, 0.33].map(
    (size, at) => [9 - at, size, mix(light(color, 0.25), deep(color, 0.12), at / 5)] as const,
  )
  return `${under(sheet) + rings(sheet, 'M0 4C-30 0-32-36-10-45Q0-48 10-45C32-36 30 0 0 4Z', layers)}<circle r="8" fill="#b9c77a"/><circle r="4" fill="#8aa04f"/>`
}

const chrysanthemum: Flower = (sheet, color) => {
  const layers = [
    [18, 1, light(color, 0.2)],
    [16, 0.82, light(color, 0.08)],
    [14, 0.64, color],
    [11, 0.46, deep(color, 0.06)],
    [8, 0.3, deep(color, 0.12)],
  ] as const
  return under(sheet) + rings(sheet, NARROW_PETAL, layers)
}

const daisy: Flower = (sheet, color) => {
  const petal = 'M0 0C-7-12-9-40-4-48Q0-51 4-48C9-40 7-12 0 0Z'
  const seeds = spread(18).map(({ x, y }) => `<circle cx="${f(x * 11)}" cy="${f(y * 11)}" r="1.5"/>`)
  return `${under(sheet)}${rings(sheet, petal, [
    [17, 1, mix(color, '#dfe6ee', 0.2)],
    [17, 0.94, color],
  ])}<circle r="15" fill="${sheet.glow('#ffd95a', '#e89b1c')}"/><g fill="#c9790f">${seeds.join('')}</g>`
}

const sunflower: Flower = (sheet, color) => {
  const petal = 'M0 0C-9-14-9-38 0-54C9-38 9-14 0 0Z'
  const seeds = spread(60).map(({ x, y }) => `<circle cx="${f(x * 21)}" cy="${f(y * 21)}" r="1.5"/>`)
  return `${under(sheet)}${rings(sheet, petal, [
    [17, 1.02, deep(color, 0.12)],
    [17, 0.92, color],
  ])}<circle r="24" fill="${sheet.glow('#8a5a2b', '#3f2412')}"/><g fill="#c08a45">${seeds.join('')}</g><circle r="7" fill="#3f2412" opacity=".7"/>`
}

const anemone: Flower = (sheet, color) => {
  const dots = ring(18, '<circle cy="-18" r="1.7"/>')
  return `${under(sheet)}${rings(sheet, ROUND_PETAL, [
    [7, 1.04, light(color, 0.1)],
    [6, 0.8, color],
  ])}<circle r="15" fill="${light(color, 0.75)}" opacity=".75"/><g fill="#2a2140">${dots}</g><circle r="10" fill="${sheet.glow('#4a3f66', '#1b1530')}"/>`
}

const hydrangea: Flower = (sheet, color) => {
  const floret = (tone: string) =>
    sheet.define(
      (id) =>
        `<g id="${id}" fill="${tone}" stroke="${deep(tone, 0.3)}" stroke-opacity=".3" stroke-width=".6">${ring(4, '<path d="M0 0C-7-3-9-10-4-12Q0-13 4-12C9-10 7-3 0 0Z"/>')}<circle r="1.7" fill="#fff7d0" stroke="none"/></g>`,
    )
  const tones = [light(color, 0.4), light(color, 0.18), color, deep(color, 0.1)].map(floret)
  const florets = spread(30).map(({ x, y }, at) =>
    at_(tones[(at * 7) % 4] ?? '', { x: x * 42, y: y * 42, turn: at * 50 }),
  )
  return `${under(sheet)}<circle r="46" fill="${deep(color, 0.35)}"/>${florets.reverse().join('')}`
}

const lily: Flower = (sheet, color) => {
  const petal = `<path d="M0 2C-17-10-17-42 0-60C17-42 17-10 0 2Z" fill="${sheet.fade(light(color, 0.4), color)}" stroke="${deep(color, 0.3)}" stroke-opacity=".3"/><path d="M0-4V-46" stroke="${deep(color, 0.25)}" stroke-opacity=".5" stroke-width="2"/>`
  const stamen =
    '<path d="M0 0V-22" stroke="#b9cf8a" stroke-width="1.6"/><ellipse cy="-24" rx="4.4" ry="2" fill="#a4551e"/>'
  return `${under(sheet)}${ring(3, petal)}${ring(3, petal, 60)}${ring(6, stamen, 20)}<circle r="4" fill="#d9e6a8"/>`
}

const orchid: Flower = (sheet, color) => {
  const fill = sheet.fade(light(color, 0.35), deep(color, 0.06))
  const edge = `stroke="${deep(color, 0.3)}" stroke-opacity=".35"`
  const sepal = `<path d="M0 2C-14-10-15-34 0-46C15-34 14-10 0 2Z" fill="${fill}" ${edge}/>`
  const wing = `<path d="M0 4C-16-26-52-30-54-6C-54 16-20 18 0 4Z" fill="${fill}" ${edge}/>`
  const lip = deep(color, 0.45)
  return `${under(sheet)}${ring(3, sepal)}${wing}<g transform="scale(-1 1)">${wing}</g><path d="M0 2C-13 6-12 22 0 26C12 22 13 6 0 2Z" fill="${lip}"/><circle r="5.5" fill="#fff3c4"/><path d="M-3 14h6M-2 18h4" stroke="#fff3c4" stroke-width="1.5"/>`
}

const carnation: Flower = (sheet, color) => {
  const petal = 'M0 4C-14-8-22-34-17-44L-12-49L-7-44L-2-51L3-45L8-50L13-44L17-45C22-34 14-8 0 4Z'
  const layers = [
    [8, 1, light(color, 0.16)],
    [8, 0.84, color],
    [7, 0.66, light(color, 0.08)],
    [6, 0.48, color],
    [5, 0.3, deep(color, 0.1)],
  ] as const
  return under(sheet) + rings(sheet, petal, layers)
}

/** From the side, its mouth upwards; turned by whoever puts it. */
const tulip: Flower = (sheet, color) => {
  const side = `<path d="M-4 42C-38 40-42-10-30-44C-14-30-4-6-2 40Z" fill="${sheet.fade(light(color, 0.2), deep(color, 0.14))}"/>`
  const back = `<path d="M-20 10C-20-20-8-40 2-50C12-40 22-20 20 10Z" fill="${deep(color, 0.18)}"/>`
  const front = `<path d="M0 44C-30 40-26-12 0-40C26-12 30 40 0 44Z" fill="${sheet.fade(light(color, 0.3), color)}" stroke="${deep(color, 0.3)}" stroke-opacity=".22"/><path d="M0 38V-18" stroke="${deep(color, 0.2)}" stroke-opacity=".3" stroke-width="1.6"/>`
  return `<circle cx="3" cy="8" r="50" fill="${sheet.shadow()}"/>${back}${side}<g transform="scale(-1 1)">${side}</g>${front}`
}

const berries: Flower = (sheet, color) => {
  const drops = spread(9).map(
    ({ x, y }) =>
      `<circle cx="${f(x * 28)}" cy="${f(y * 28)}" r="10" fill="${sheet.glow(light(color, 0.45), deep(color, 0.15), '.3')}"/>`,
  )
  return drops.reverse().join('')
}

/** A cloud of tiny blossoms. */
const gypsophila: Flower = (sheet, color) => {
  const points = spread(26).map(({ x, y }) => ({ x: x * 50, y: y * 46 }))
  const stems = points.map(({ x, y }) => `M0 46Q${f(x * 0.3)} ${f(y * 0.4 + 20)} ${f(x)} ${f(y)}`).join('')
  const tiny = sheet.define(
    (id) =>
      `<g id="${id}"><circle r="5.4" fill="${deep(color, 0.12)}"/><circle r="4.6" fill="${color}"/><circle r="1.5" fill="${deep(color, 0.22)}"/></g>`,
  )
  return `<path d="${stems}" fill="none" stroke="#8fae86" stroke-width="1.4"/>${points.map((point) => at_(tiny, point)).join('')}`
}

/** A spike of small blossoms, upwards; turned by whoever puts it. */
const lavender: Flower = (sheet, color) => {
  const floret = sheet.define(
    (id) =>
      `<g id="${id}"><path d="M0 0C-9-1-11-11-4-13Q0-14 4-13C11-11 9-1 0 0Z" fill="${color}"/><circle cy="-7" r="2.4" fill="${light(color, 0.45)}"/></g>`,
  )
  const rows = Array.from({ length: 9 }, (_, row) => {
    const [y, size] = [44 - row * 11, 1 - row * 0.06]
    return [-1, 1, 0].map((side) => at_(floret, { x: side * 7 * size, y, turn: side * 48, size })).join('')
  })
  return `<path d="M0 90V-40" stroke="${shade('#8fae86', 0.1)}" stroke-width="3"/>${rows.join('')}`
}

export const flowers = {
  rose,
  peony,
  ranunculus,
  chrysanthemum,
  daisy,
  sunflower,
  anemone,
  hydrangea,
  lily,
  orchid,
  carnation,
  tulip,
  berries,
  gypsophila,
  lavender,
} satisfies Record<string, Flower>

export type FlowerName = keyof typeof flowers

/** Those that are seen from the side, and grow out of the middle of a bouquet. */
export const upright: ReadonlySet<FlowerName> = new Set(['tulip', 'lavender', 'gypsophila'])

/** The name of a flower of this colour in a picture. */
export function flower(sheet: Sheet, name: FlowerName, color: string): string {
  return sheet.define((id) => `<g id="${id}">${flowers[name](sheet, color)}</g>`)
}
