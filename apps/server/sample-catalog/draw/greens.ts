import { at_, f, light, type Sheet, shade } from './svg.ts'

/** Branches, 300 long, growing upwards from the point where they are put. */
export type GreenName = 'leaf' | 'eucalyptus' | 'fern' | 'grass' | 'olive'

export function green(sheet: Sheet, name: GreenName, color: string): string {
  return sheet.define((id) => `<g id="${id}">${branches[name](sheet, color)}</g>`)
}

type Branch = (sheet: Sheet, color: string) => string

const stem = (color: string, path = 'M0 0Q6-150 0-292', width = 4) =>
  `<path d="${path}" fill="none" stroke="${shade(color, 0.25)}" stroke-width="${width}" stroke-linecap="round"/>`

/** The same leaf on both sides, smaller towards the tip. */
function pairs(
  leaf: string,
  { from, to, step, spreadBy }: { from: number; to: number; step: number; spreadBy: number },
) {
  const drawn: string[] = []
  for (let y = from; y <= to; y += step) {
    const size = 1.08 - (y / 300) * 0.5
    drawn.push(
      at_(leaf, { x: 2, y: -y, turn: spreadBy, size }),
      at_(leaf, { x: 2, y: -y - step / 2, turn: -spreadBy, size }),
    )
  }
  return drawn.join('')
}

const branches: Record<GreenName, Branch> = {
  leaf: (sheet, color) => {
    const fill = sheet.fade(light(color, 0.2), shade(color, 0.25))
    const blade = `<path d="M0 0C-30-20-30-82 0-118C30-82 30-20 0 0Z" fill="${fill}"/><path d="M0-4V-104M0-30L-14-46M0-30L14-46M0-56L-13-72M0-56L13-72" stroke="${light(color, 0.35)}" stroke-opacity=".55" stroke-width="1.6" fill="none"/>`
    return `${stem(color, 'M0 0V-220')}${at_(blade, { y: -110, turn: 38, size: 0.9 })}${at_(blade, { y: -130, turn: -40, size: 0.85 })}${at_(blade, { y: -180, size: 1 })}`
  },
  eucalyptus: (sheet, color) => {
    const fill = sheet.fade(light(color, 0.25), color)
    const leaf = `<ellipse cy="-22" rx="19" ry="23" fill="${fill}" stroke="${shade(color, 0.3)}" stroke-opacity=".25"/><path d="M0-2V-40" stroke="${light(color, 0.5)}" stroke-opacity=".5"/>`
    return stem(color) + pairs(leaf, { from: 60, to: 280, step: 36, spreadBy: 58 })
  },
  olive: (sheet, color) => {
    const leaf = `<path d="M0 0C-9-14-9-44 0-58C9-44 9-14 0 0Z" fill="${sheet.fade(light(color, 0.3), shade(color, 0.1))}"/>`
    return stem(color) + pairs(leaf, { from: 50, to: 285, step: 30, spreadBy: 46 })
  },
  fern: (sheet, color) => {
    const leaf = `<path d="M0 0C-6-12-5-40 0-56C5-40 6-12 0 0Z" fill="${sheet.fade(light(color, 0.2), shade(color, 0.2))}"/>`
    return stem(color, 'M0 0Q8-150 0-296', 3) + pairs(leaf, { from: 40, to: 290, step: 18, spreadBy: 62 })
  },
  grass: (_, color) =>
    [-16, -8, 0, 9, 17]
      .map((lean, at) =>
        stem(
          at % 2 ? light(color, 0.2) : color,
          `M0 0Q${f(lean * 0.4)}-160 ${f(lean * 4)}-${f(270 - Math.abs(lean) * 2)}`,
          3,
        ),
      )
      .join(''),
}
