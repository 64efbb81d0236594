import { flower } from './flowers.ts'
import { green } from './greens.ts'
import { at_, f, light, mix, ring, type Sheet, shade, spread } from './svg.ts'
import { floor } from './wraps.ts'

/** A plant in its pot, on the whole picture. */
type Plant = (sheet: Sheet, pot: string, tone: string) => string

function potOf(sheet: Sheet, color: string): string {
  const body = `<path d="M282 532L312 708Q400 732 488 708L518 532Z" fill="${sheet.round(color)}"/>`
  const rim = `<rect x="264" y="506" width="272" height="48" rx="14" fill="${sheet.round(light(color, 0.12))}"/>`
  return `${floor(sheet, 716, 190)}<ellipse cx="400" cy="508" rx="128" ry="14" fill="#4a3426"/>${body}${rim}`
}

/** Drawings from the ground of the pot, fanned out; the outer ones behind. */
function fan(drawings: readonly string[], lean: number, y = 516): string {
  const last = drawings.length - 1
  const turned = drawings.map((drawing, at) => {
    const turn = last === 0 ? 0 : -lean + (2 * lean * at) / last
    return { far: Math.abs(turn), text: at_(drawing, { x: 400 + turn * 0.7, y, turn }) }
  })
  return turned
    .sort((a, b) => b.far - a.far)
    .map(({ text }) => text)
    .join('')
}

const times = (count: number, draw: (at: number) => string) => Array.from({ length: count }, (_, at) => draw(at))

const monstera: Plant = (sheet, pot, tone) => {
  const blade = (color: string) => {
    const hole = `fill="${shade(color, 0.5)}"`
    const side = `<path d="M0-6C-70 16-112-38-104-104C-98-152-50-190 0-206Z" fill="${sheet.fade(light(color, 0.16), shade(color, 0.2))}"/><path d="M-104-84Q-70-82-46-66Q-78-66-106-62ZM-98-128Q-64-118-40-98Q-74-106-103-108ZM-78-162Q-52-144-32-124Q-60-138-88-144Z" ${hole}/><path d="M0-40L-92-30M0-80L-70-92M0-118L-60-146" stroke="${light(color, 0.4)}" stroke-opacity=".4" stroke-width="2"/>`
    return `<path d="M0 190Q10 90 0-10" stroke="${shade(color, 0.3)}" stroke-width="9" fill="none"/>${side}<g transform="scale(-1 1)">${side}</g><path d="M0 0V-198" stroke="${light(color, 0.45)}" stroke-opacity=".7" stroke-width="3"/>`
  }
  const leaves = [
    { x: 250, y: 330, turn: -42, size: 0.94 },
    { x: 556, y: 340, turn: 46, size: 0.9 },
    { x: 320, y: 210, turn: -14, size: 0.82 },
    { x: 490, y: 232, turn: 20, size: 0.86 },
    { x: 404, y: 380, turn: 2, size: 0.92 },
  ]
  return (
    leaves.map((place, at) => at_(blade(mix(tone, '#2c5c3c', (at % 3) * 0.22)), place)).join('') + potOf(sheet, pot)
  )
}

const rubberPlant: Plant = (sheet, pot, tone) => {
  const leaf = (color: string) =>
    `<path d="M0 0C-64-44-62-150 0-196C62-150 64-44 0 0Z" fill="${sheet.fade(light(color, 0.22), shade(color, 0.26))}"/><path d="M0-4V-188" stroke="${light(color, 0.5)}" stroke-opacity=".65" stroke-width="3"/>`
  const trunk = `<path d="M400 520Q392 360 404 180" stroke="#7a5a44" stroke-width="14" fill="none"/>`
  const leaves = times(9, (at) => {
    const side = at % 2 ? 1 : -1
    const color = mix(tone, '#1f3d2e', (at % 3) * 0.2)
    return at_(leaf(color), { x: 400 + side * 4, y: 470 - at * 36, turn: side * (70 - at * 6), size: 1 - at * 0.035 })
  })
  const bud = `<path d="M404 190C392 150 396 110 406 84C416 112 418 152 404 190Z" fill="#b5484f"/>`
  return trunk + leaves.join('') + bud + potOf(sheet, pot)
}

const snakePlant: Plant = (sheet, pot, tone) => {
  const blade = (at: number) => {
    const tall = 400 - Math.abs(4 - at) * 44 - (at % 2) * 30
    const edge = `<path d="M-26 0C-34-${f(tall * 0.5)}-22-${f(tall * 0.8)} 0-${tall}C22-${f(tall * 0.8)} 34-${f(tall * 0.5)} 26 0Z" fill="#d9cf7e"/>`
    const bands = times(Math.floor(tall / 34), (band) => `M-14-${30 + band * 34}q14-12 28 0`).join('')
    const inner = `<path d="M-18 0C-25-${f(tall * 0.5)}-16-${f(tall * 0.8)} 0-${tall - 16}C16-${f(tall * 0.8)} 25-${f(tall * 0.5)} 18 0Z" fill="${sheet.fade(light(tone, 0.18), shade(tone, 0.22))}"/><path d="${bands}" fill="none" stroke="${light(tone, 0.4)}" stroke-opacity=".5" stroke-width="5"/>`
    return edge + inner
  }
  return fan(times(9, blade), 26) + potOf(sheet, pot)
}

function rosette(sheet: Sheet, color: string): string {
  const petal = `<path d="M0 4C-22-8-26-36 0-58C26-36 22-8 0 4Z" fill="${sheet.fade(light(color, 0.5), shade(color, 0.16))}" stroke="${shade(color, 0.4)}" stroke-opacity=".35"/>`
  return [
    [10, 1.3],
    [9, 1.02],
    [7, 0.74],
    [5, 0.46],
  ]
    .map(([count = 1, size = 1], at) => at_(ring(count, petal, at * 17), { size }))
    .join('')
}

const succulents: Plant = (sheet, pot, tone) => {
  const bowl = `<path d="M190 520C196 640 280 700 400 700C520 700 604 640 610 520Z" fill="${sheet.round(pot)}"/><ellipse cx="400" cy="520" rx="210" ry="40" fill="#cdb497"/>`
  const places = [
    { color: tone, x: 400, y: 400, size: 1.5 },
    { color: mix(tone, '#6fc0a8', 0.6), x: 278, y: 470, size: 1.25 },
    { color: mix(tone, '#e08fa6', 0.75), x: 522, y: 468, size: 1.25 },
    { color: mix(tone, '#e0d45a', 0.65), x: 402, y: 506, size: 0.9 },
  ]
  return `${floor(sheet, 698, 220)}${bowl}${places.map(({ color, ...place }) => at_(rosette(sheet, color), place)).join('')}`
}

const cactus: Plant = (sheet, pot, tone) => {
  const body = (width: number, tall: number) => {
    const ribs = times(5, (at) => {
      const bulge = (at - 2) * (width / 2.6)
      return `<path d="M0-${tall}Q${f(bulge * 1.5)}-${f(tall * 0.55)} ${f(bulge)} 0" stroke="${shade(tone, 0.25)}" stroke-opacity=".5" stroke-width="3" fill="none"/>`
    })
    const spines = times(24, (at) => {
      const [x, y] = [((at % 6) - 2.5) * (width / 3.1), -30 - Math.floor(at / 6) * (tall / 4.6)]
      return `M${f(x - 5)} ${f(y - 5)}l10 10M${f(x + 5)} ${f(y - 5)}l-10 10`
    })
    return `<path d="M-${width} 0C-${f(width * 1.15)}-${f(tall * 0.7)}-${f(width * 0.7)}-${tall} 0-${tall}C${f(width * 0.7)}-${tall} ${f(width * 1.15)}-${f(tall * 0.7)} ${width} 0Z" fill="${sheet.round(tone)}"/>${ribs.join('')}<path d="${spines.join('')}" stroke="#fff7df" stroke-width="2"/>`
  }
  const bloom = at_(flower(sheet, 'chrysanthemum', '#ef7fa6'), { size: 0.66 })
  return `${at_(body(64, 170), { x: 310, y: 516, turn: -12 })}${at_(body(56, 140), { x: 498, y: 516, turn: 12 })}${at_(body(92, 300), { x: 400, y: 520 })}${at_(bloom, { x: 400, y: 226 })}${at_(bloom, { x: 272, y: 354, size: 0.7 })}${potOf(sheet, pot)}`
}

const phalaenopsis: Plant = (sheet, pot, tone) => {
  const leaf = `<path d="M0 0C-40-60-36-150 6-196C44-150 40-60 0 0Z" fill="${sheet.fade('#7fae72', '#3f6f4a')}"/><path d="M0-6Q6-100 6-186" stroke="#a8cf98" stroke-width="3" fill="none"/>`
  const leaves = [-74, 76, -48, 52].map((turn) => at_(leaf, { x: 400, y: 520, turn, size: 0.9 })).join('')
  const stems =
    '<path d="M392 516C360 330 330 190 200 150M410 516C440 340 480 250 620 226" stroke="#6d8f4e" stroke-width="7" fill="none"/>'
  const head = flower(sheet, 'orchid', tone)
  const [left, right] = [
    [
      [354, 330],
      [330, 268],
      [296, 218],
      [250, 178],
      [198, 156],
    ],
    [
      [442, 366],
      [474, 306],
      [520, 262],
      [572, 238],
      [626, 228],
    ],
  ]
  const heads = [...(left ?? []), ...(right ?? [])].map(([x = 0, y = 0], at) =>
    at_(head, { x, y, turn: (at % 3) * 14 - 14, size: 1.16 - (at % 5) * 0.12 }),
  )
  return stems + leaves + heads.reverse().join('') + potOf(sheet, pot)
}

const aloe: Plant = (sheet, pot, tone) => {
  const blade = (at: number) => {
    const tall = 330 - Math.abs(4 - at) * 22
    const spots = times(7, (spot) => `<circle cx="${spot % 2 ? 7 : -6}" cy="-${50 + spot * 32}" r="3.4"/>`).join('')
    return `<path d="M-32 0C-34-${f(tall * 0.4)}-14-${f(tall * 0.85)} 4-${tall}C18-${f(tall * 0.8)} 36-${f(tall * 0.4)} 32 0Z" fill="${sheet.fade(light(tone, 0.25), shade(tone, 0.18))}"/><g fill="${light(tone, 0.6)}" fill-opacity=".7">${spots}</g>`
  }
  return fan(times(9, blade), 58) + potOf(sheet, pot)
}

const peaceLily: Plant = (sheet, pot, tone) => {
  const leaf = (at: number) => {
    const color = mix(tone, '#1f4a34', (at % 3) * 0.28)
    const wide = 40 + (at % 2) * 6
    return `<path d="M0 0C-${wide}-90-${wide}-210 0-300C${wide}-210 ${wide}-90 0 0Z" fill="${sheet.fade(light(color, 0.22), shade(color, 0.22))}"/><path d="M0-10V-284" stroke="${light(color, 0.5)}" stroke-opacity=".6" stroke-width="3"/>`
  }
  const bloom = `<path d="M0 0V-330" stroke="#86a868" stroke-width="6"/><path d="M0-300C-62-340-54-430 8-470C56-426 54-344 0-300Z" fill="${sheet.fade('#ffffff', '#e3ebdf')}" stroke="#c7d3bf"/><path d="M0-318Q-4-372 6-410" stroke="#f0dc8c" stroke-width="14" stroke-linecap="round" fill="none"/>`
  const blooms = [-15, 3, 19].map((turn, at) => at_(bloom, { x: 400, y: 520, turn, size: 0.92 - (at % 2) * 0.1 }))
  return fan(times(9, leaf), 60) + blooms.join('') + potOf(sheet, pot)
}

/** Many branches of one kind out of a pot: lavender, a money tree of leaves, an olive. */
const bushOf =
  (branch: (sheet: Sheet, tone: string) => string, many: number, lean: number): Plant =>
  (sheet, pot, tone) =>
    fan(
      times(many, (at) => at_(branch(sheet, mix(tone, '#ffffff', (at % 3) * 0.08)), { size: 1.16 - (at % 2) * 0.14 })),
      lean,
    ) + potOf(sheet, pot)

const lavenderBranch = (sheet: Sheet, tone: string) =>
  `<path d="M0 0V-210" stroke="#86a37c" stroke-width="4"/>${at_(green(sheet, 'olive', '#9db593'), { size: 0.5 })}${at_(flower(sheet, 'lavender', tone), { y: -216, size: 1.05 })}`

const zamioculcas = (sheet: Sheet, tone: string) => {
  const leaf = `<path d="M0 0C-17-20-17-52 0-74C17-52 17-20 0 0Z" fill="${sheet.fade(light(tone, 0.25), shade(tone, 0.15))}"/>`
  const leaves = times(7, (at) =>
    [-54, 54].map((turn) => at_(leaf, { y: -70 - at * 36, turn, size: 1.1 - at * 0.06 })).join(''),
  )
  return `<path d="M0 0Q8-160 0-316" stroke="${shade(tone, 0.2)}" stroke-width="9" fill="none"/>${leaves.join('')}${at_(leaf, { y: -310, size: 0.8 })}`
}

const miniRose = (sheet: Sheet, tone: string) =>
  `${at_(green(sheet, 'leaf', '#5f9462'), { size: 0.9 })}${at_(flower(sheet, 'rose', tone), { y: -216, size: 0.92 })}`

const ivy: Plant = (sheet, pot, tone) => {
  const leaf = (color: string) =>
    `<path d="M0 0C-12-10-40-8-44-30C-40-46-22-46-16-50C-10-62-6-70 0-80C6-70 10-62 16-50C22-46 40-46 44-30C40-8 12-10 0 0Z" fill="${sheet.fade(light(color, 0.25), shade(color, 0.15))}"/><path d="M0-4V-66M0-22L-26-32M0-22L26-32" stroke="${light(color, 0.6)}" stroke-width="2" fill="none"/>`
  const tones = [tone, light(tone, 0.16), shade(tone, 0.14)]
  const crown = spread(34).map(({ x, y }, at) =>
    at_(leaf(tones[at % 3] ?? tone), {
      x: 400 + x * 176,
      y: 452 + y * 104,
      turn: x * 70,
      size: 1.1,
    }),
  )
  const trails = [-1, 1].flatMap((side) =>
    times(7, (at) =>
      at_(leaf(tones[at % 3] ?? tone), {
        x: 400 + side * (150 + (at % 2) * 26),
        y: 520 + at * 30,
        turn: side * (90 + at * 10),
        size: 1 - at * 0.05,
      }),
    ),
  )
  return potOf(sheet, pot) + trails.join('') + crown.reverse().join('')
}

export const plants = {
  monstera,
  rubberPlant,
  snakePlant,
  succulents,
  cactus,
  phalaenopsis,
  aloe,
  peaceLily,
  ivy,
  lavenderPot: bushOf(lavenderBranch, 11, 34),
  zamioculcas: bushOf(zamioculcas, 7, 34),
  miniRose: bushOf(miniRose, 9, 46),
} satisfies Record<string, Plant>
