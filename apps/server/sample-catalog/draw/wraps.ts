import { f, light, type Sheet, shade } from './svg.ts'

/** What flowers stand in: a part behind them and a part before. */
export interface Holder {
  back: string
  front: string
  /** Of the dome that the flowers make. */
  dome: { x: number; y: number; width: number; height: number }
}

export const floor = (sheet: Sheet, y: number, width = 210) =>
  `<ellipse cx="400" cy="${y}" rx="${width}" ry="${f(width * 0.13)}" fill="${sheet.shadow()}"/>`

/** Paper around a bouquet, tied with a ribbon. */
export function paper(sheet: Sheet, color: string, ribbon: string): Holder {
  const sheetOf = (tone: string) => sheet.fade(light(tone, 0.3), shade(tone, 0.06))
  const fan = 'M0 0L-214-318Q-150-372-96-352Q-40-402 0-380Q40-402 96-352Q150-372 214-318Z'
  const fans = [-19, 19, 0].map(
    (turn, at) =>
      `<path d="${fan}" transform="translate(400 628)rotate(${turn})scale(1.04 1.3)" fill="${sheetOf(shade(color, at === 2 ? 0.05 : 0.1))}" stroke="${shade(color, 0.3)}" stroke-opacity=".2"/>`,
  )
  const skirt = `<path d="M366 606C352 660 330 700 318 738Q360 728 384 746Q402 730 424 746Q448 728 484 736C470 700 448 660 434 606Z" fill="${sheet.fade(shade(color, 0.16), light(color, 0.12))}"/><path d="M388 616L372 738M412 616L428 738M400 620V734" stroke="${shade(color, 0.35)}" stroke-opacity=".28" stroke-width="2"/>`
  const flap = (tone: string) =>
    `<path d="M168 402C214 404 262 428 306 452C352 478 398 540 440 604L420 634H368C310 560 214 470 168 402Z" fill="${sheetOf(tone)}" stroke="${shade(color, 0.3)}" stroke-opacity=".16"/><path d="M226 434Q330 520 392 620" fill="none" stroke="${light(color, 0.6)}" stroke-opacity=".5" stroke-width="2"/>`
  const flaps = `<g transform="matrix(-1 0 0 1 800 0)">${flap(shade(color, 0.05))}</g>${flap(light(color, 0.06))}`
  return {
    back: floor(sheet, 742, 150) + fans.join(''),
    front: skirt + flaps + bow(sheet, ribbon, 612),
    dome: { x: 400, y: 322, width: 206, height: 168 },
  }
}

/** A ribbon around the neck, with its bow. */
export function bow(sheet: Sheet, color: string, y: number): string {
  const fill = sheet.fade(light(color, 0.22), shade(color, 0.14))
  const loop = `<path d="M0 0C-20-44-86-58-100-22C-108 8-44 22 0 0Z" fill="${fill}"/><path d="M-10-3C-34-24-66-32-82-18" fill="none" stroke="${shade(color, 0.3)}" stroke-opacity=".35" stroke-width="3"/>`
  const tail = `<path d="M-6 4C-22 44-54 78-62 126L-42 114L-26 132C-22 84 4 48 8 6Z" fill="${sheet.fade(color, shade(color, 0.22))}"/>`
  const half = tail + loop
  return `<g transform="translate(400 ${y})">${half}<g transform="scale(-1 1)">${half}</g><rect x="-19" y="-17" width="38" height="34" rx="11" fill="${sheet.fade(light(color, 0.35), shade(color, 0.1))}"/></g>`
}

/** A round box, its lid taken off. */
export function hatBox(sheet: Sheet, color: string, ribbon: string): Holder {
  const body = `<path d="M206 432V664C206 706 594 706 594 664V432Z" fill="${sheet.round(color)}"/>`
  const inside = `<ellipse cx="400" cy="432" rx="194" ry="46" fill="${shade(color, 0.5)}"/>`
  const rim = `<path d="M206 432C206 494 594 494 594 432" fill="none" stroke="${light(color, 0.5)}" stroke-opacity=".55" stroke-width="4"/>`
  const band = `<path d="M206 556C206 612 594 612 594 556V592C594 648 206 648 206 592Z" fill="${sheet.round(ribbon)}"/>`
  return {
    back: floor(sheet, 700, 250) + body + inside + rim + band + bow(sheet, ribbon, 606),
    front: '',
    dome: { x: 400, y: 336, width: 208, height: 142 },
  }
}

/** A woven basket with a handle. */
export function basket(sheet: Sheet, color: string, ribbon: string): Holder {
  const handle = `<path d="M222 470C210 60 590 60 578 470" fill="none" stroke="${shade(color, 0.25)}" stroke-width="20"/><path d="M222 470C210 60 590 60 578 470" fill="none" stroke="${light(color, 0.25)}" stroke-width="6" stroke-dasharray="16 12"/>`
  const strand = sheet.define(
    (id) =>
      `<rect id="${id}" width="40" height="24" rx="11" fill="${sheet.fade(light(color, 0.25), shade(color, 0.18))}"/>`,
  )
  const outline = 'M196 452H604L562 692Q400 706 238 692Z'
  const clip = sheet.define((id) => `<clipPath id="${id}"><path d="${outline}"/></clipPath>`)
  const rows = Array.from({ length: 10 }, (_, row) =>
    Array.from(
      { length: 12 },
      (_, at) => `<use href="#${strand}" x="${f(178 + at * 38 + (row % 2 ? 19 : 0))}" y="${f(462 + row * 25)}"/>`,
    ).join(''),
  )
  const body = `<path d="${outline}" fill="${shade(color, 0.45)}"/><g clip-path="url(#${clip})">${rows.join('')}</g>`
  const rim = `<rect x="180" y="442" width="440" height="32" rx="16" fill="${sheet.fade(light(color, 0.3), shade(color, 0.15))}"/>`
  return {
    back: floor(sheet, 698, 240) + handle + body + rim,
    front: bow(sheet, ribbon, 500),
    dome: { x: 400, y: 352, width: 214, height: 138 },
  }
}

/** A flat box in the shape of a heart, from above: the flowers fill it. */
export function heartBox(sheet: Sheet, color: string, ribbon: string): Holder {
  const heart =
    'M400 706C250 610 128 500 128 356C128 240 212 172 296 172C346 172 384 200 400 236C416 200 454 172 504 172C588 172 672 240 672 356C672 500 550 610 400 706Z'
  const shadow = `<ellipse cx="408" cy="470" rx="320" ry="300" fill="${sheet.shadow()}"/>`
  const body = `<path d="${heart}" fill="${sheet.fade(light(color, 0.2), shade(color, 0.12))}"/>`
  const inside = `<path d="${heart}" transform="translate(400 430)scale(.93)translate(-400 -430)" fill="${shade(color, 0.45)}"/>`
  const mask = sheet.define((id) => `<clipPath id="${id}"><path d="${heart}"/></clipPath>`)
  return {
    back: `${shadow + body + inside}<g clip-path="url(#${mask})">`,
    front: `</g><path d="${heart}" fill="none" stroke="${sheet.fade(light(color, 0.35), shade(color, 0.2))}" stroke-width="22"/>${bow(sheet, ribbon, 640)}`,
    dome: { x: 400, y: 418, width: 262, height: 262 },
  }
}

/** A vase on a table; its flowers begin at its mouth. */
export function vase(sheet: Sheet, color: string): Holder {
  const body = `<path d="M352 470C356 520 268 560 268 636C268 706 330 726 400 726C470 726 532 706 532 636C532 560 444 520 448 470Z" fill="${sheet.round(color)}"/>`
  const mouth = `<ellipse cx="400" cy="470" rx="48" ry="13" fill="${shade(color, 0.4)}"/>`
  const shine = `<path d="M312 600C302 640 312 680 338 698" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="9" stroke-linecap="round"/>`
  return {
    back: floor(sheet, 724, 200) + body + mouth + shine,
    front: '',
    dome: { x: 400, y: 308, width: 206, height: 168 },
  }
}
