import { flower } from './flowers.ts'
import { green } from './greens.ts'
import { at_, light, mix, ring, type Sheet, shade } from './svg.ts'
import { bow, floor } from './wraps.ts'

/** Soft toys, cards and what else goes with flowers, on the whole picture. */
type Thing = (sheet: Sheet, tone: string, other: string) => string

/** A sitting toy; its ears make it what it is. */
const toy =
  (ears: (sheet: Sheet, tone: string) => string): Thing =>
  (sheet, tone, other) => {
    const fur = sheet.glow(light(tone, 0.25), shade(tone, 0.1), '.35')
    const pale = light(tone, 0.55)
    const legs = [-1, 1].map(
      (side) =>
        `<ellipse cx="${400 + side * 128}" cy="664" rx="78" ry="62" fill="${fur}"/><ellipse cx="${400 + side * 138}" cy="672" rx="40" ry="36" fill="${pale}"/>`,
    )
    const arms = [-1, 1].map(
      (side) =>
        `<ellipse cx="${400 + side * 142}" cy="520" rx="46" ry="96" transform="rotate(${side * -28} ${400 + side * 142} 520)" fill="${fur}"/>`,
    )
    const body = `<ellipse cx="400" cy="568" rx="156" ry="146" fill="${fur}"/><ellipse cx="400" cy="586" rx="98" ry="100" fill="${pale}"/>`
    const head = `<ellipse cx="400" cy="318" rx="166" ry="148" fill="${fur}"/><ellipse cx="400" cy="368" rx="74" ry="56" fill="${pale}"/>`
    const face = `<circle cx="336" cy="310" r="15" fill="#2d2024"/><circle cx="464" cy="310" r="15" fill="#2d2024"/><circle cx="341" cy="305" r="5" fill="#fff"/><circle cx="469" cy="305" r="5" fill="#fff"/><ellipse cx="400" cy="346" rx="21" ry="15" fill="#4a2f33"/><path d="M400 360V378M400 378Q380 400 360 386M400 378Q420 400 440 386" fill="none" stroke="#4a2f33" stroke-width="5" stroke-linecap="round"/><circle cx="292" cy="362" r="24" fill="#ef9aa5" fill-opacity=".4"/><circle cx="508" cy="362" r="24" fill="#ef9aa5" fill-opacity=".4"/>`
    return `${floor(sheet, 716, 260)}${legs.join('')}${arms.join('')}${body}${ears(sheet, tone)}${head}${face}${at_(bow(sheet, other, 0), { x: 80, y: 468, size: 0.8 })}`
  }

const both = (ear: string) => `${ear}<g transform="matrix(-1 0 0 1 800 0)">${ear}</g>`
const inner = (tone: string) => mix(light(tone, 0.4), '#ef9aa5', 0.35)

const bear = toy((_, tone) =>
  both(
    `<circle cx="270" cy="200" r="64" fill="${shade(tone, 0.06)}"/><circle cx="272" cy="204" r="38" fill="${inner(tone)}"/>`,
  ),
)
const bunny = toy((sheet, tone) =>
  both(
    `<path d="M318 220C230 160 220 30 278 12C336 0 372 120 366 210Z" fill="${sheet.fade(light(tone, 0.2), tone)}"/><path d="M324 196C270 150 262 66 286 48C318 44 346 130 344 196Z" fill="${inner(tone)}"/>`,
  ),
)
const cat: Thing = (sheet, tone, other) => {
  const ear = (fill: string) =>
    `<path d="M246 270C220 190 226 120 246 104C290 114 340 150 372 196Z" fill="${fill}"/><path d="M264 226C250 182 252 150 258 138C284 146 312 168 332 196Z" fill="${inner(tone)}"/>`
  const base = toy((inside, color) => both(ear(inside.fade(light(color, 0.1), color))))
  const stripes = `<path d="M400 176V226M366 182L374 224M434 182L426 224" stroke="${shade(tone, 0.25)}" stroke-opacity=".6" stroke-width="12" stroke-linecap="round"/>`
  const whiskers = both(
    '<path d="M322 356L226 340M320 372L222 376M324 388L232 410" stroke="#5a3d33" stroke-opacity=".55" stroke-width="4" stroke-linecap="round"/>',
  )
  return base(sheet, tone, other) + stripes + whiskers
}

const elephant: Thing = (sheet, tone, other) => {
  const base = toy((inside, color) =>
    both(
      `<ellipse cx="226" cy="300" rx="104" ry="122" fill="${inside.fade(light(color, 0.15), color)}"/><ellipse cx="222" cy="306" rx="68" ry="84" fill="${inner(color)}"/>`,
    ),
  )
  const trunk = `<path d="M350 322C338 420 350 486 424 488C470 488 488 452 476 424C462 446 440 440 440 404L450 322Q400 292 350 322Z" fill="${sheet.fade(light(tone, 0.22), shade(tone, 0.04))}"/><path d="M352 368q46 18 94 0M352 398q44 16 88 0M358 428q40 16 80 0" fill="none" stroke="${shade(tone, 0.22)}" stroke-opacity=".4" stroke-width="4"/>`
  return base(sheet, tone, other) + trunk
}

/** A card that stands open, with flowers on it. */
const card: Thing = (sheet, tone, other) => {
  const envelope = `<g transform="rotate(8 470 560)"><rect x="300" y="430" width="380" height="250" rx="12" fill="${sheet.fade(light(other, 0.3), other)}"/><path d="M300 442L490 580L680 442" fill="none" stroke="${shade(other, 0.25)}" stroke-opacity=".5" stroke-width="4"/></g>`
  const face = `<g transform="rotate(-6 360 380)"><rect x="160" y="130" width="380" height="500" rx="14" fill="#2b1b24" fill-opacity=".14" transform="translate(10 14)"/><rect x="160" y="130" width="380" height="500" rx="14" fill="${sheet.fade('#fffdf9', light(tone, 0.82))}"/><rect x="182" y="152" width="336" height="456" rx="8" fill="none" stroke="${tone}" stroke-opacity=".5" stroke-width="3"/>`
  const wreath = ring(6, at_(green(sheet, 'olive', '#8aa57c'), { y: -84, size: 0.36, turn: 76 }))
  const posy = `<g transform="translate(350 350)">${wreath}${[0, 120, 240].map((turn) => `<g transform="rotate(${turn})">${at_(flower(sheet, 'peony', tone), { y: -112, size: 0.66 })}${at_(flower(sheet, 'anemone', other), { x: 66, y: -84, size: 0.46 })}</g>`).join('')}</g>`
  const heart = `<path d="M350 386C290 346 296 300 324 296C340 294 350 308 350 316C350 308 360 294 376 296C404 300 410 346 350 386Z" fill="${tone}"/><path d="M262 544h176M292 572h116" stroke="${shade(tone, 0.15)}" stroke-opacity=".5" stroke-width="6" stroke-linecap="round"/></g>`
  return `${floor(sheet, 690, 290)}${envelope}${face}${posy}${heart}`
}

function balloon(sheet: Sheet, color: string, shape: 'round' | 'heart'): string {
  const path =
    shape === 'round'
      ? 'M0 128C-92 96-128 10-112-62C-96-128-46-156 0-156C46-156 96-128 112-62C128 10 92 96 0 128Z'
      : 'M0 128C-110 66-152-20-128-88C-106-148-34-150 0-88C34-150 106-148 128-88C152-20 110 66 0 128Z'
  return `<path d="M0 140Q16 250 0 330T0 520" fill="none" stroke="#b9a7a0" stroke-width="3"/><path d="${path}" fill="${sheet.glow(light(color, 0.45), shade(color, 0.06), '.3')}"/><path d="M-14 142L0 126L14 142Z" fill="${shade(color, 0.1)}"/><path d="M-70-60C-66-96-46-116-26-122" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="12" stroke-linecap="round"/>`
}

const balloons: Thing = (sheet, tone, other) =>
  [
    { color: other, x: 230, y: 300, turn: -10, size: 0.94, shape: 'round' as const },
    { color: light(tone, 0.3), x: 560, y: 290, turn: 10, size: 0.94, shape: 'round' as const },
    { color: tone, x: 400, y: 240, turn: 0, size: 1.06, shape: 'heart' as const },
    { color: light(other, 0.45), x: 318, y: 440, turn: -6, size: 0.8, shape: 'round' as const },
    { color: mix(tone, other, 0.5), x: 486, y: 450, turn: 6, size: 0.8, shape: 'round' as const },
  ]
    .map(({ color, shape, ...place }) => at_(balloon(sheet, color, shape), place))
    .join('') + bow(sheet, tone, 676)

const giftWrap: Thing = (sheet, tone, other) => {
  const dots = Array.from(
    { length: 40 },
    (_, at) =>
      `<circle cx="${200 + (at % 8) * 57 + (Math.floor(at / 8) % 2) * 28}" cy="${370 + Math.floor(at / 8) * 66}" r="8"/>`,
  ).join('')
  const lid = `<rect x="156" y="286" width="488" height="84" rx="12" fill="${sheet.fade(light(tone, 0.28), light(tone, 0.08))}"/>`
  const body = `<rect x="176" y="350" width="448" height="346" rx="12" fill="${sheet.fade(tone, shade(tone, 0.18))}"/><g fill="#fff" fill-opacity=".35">${dots}</g>`
  const band = `<rect x="362" y="286" width="76" height="410" fill="${sheet.fade(light(other, 0.25), shade(other, 0.08))}"/>`
  return `${floor(sheet, 700, 280)}${body}${lid}${band}${at_(bow(sheet, other, 0), { x: -120, y: 272, size: 1.3 })}`
}

const emptyVase: Thing = (sheet, tone, other) => {
  const body = `<path d="M340 210C346 300 236 380 236 520C236 650 310 712 400 712C490 712 564 650 564 520C564 380 454 300 460 210Z" fill="${sheet.round(tone)}"/><ellipse cx="400" cy="210" rx="60" ry="16" fill="${shade(tone, 0.45)}"/><path d="M282 470C268 540 288 620 330 664" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="12" stroke-linecap="round"/>`
  const lines = `<path d="M238 500Q400 560 562 500M242 560Q400 622 558 560" fill="none" stroke="${other}" stroke-opacity=".55" stroke-width="7"/>`
  const sprig = at_(green(sheet, 'eucalyptus', '#8fb3a0'), { x: 396, y: 224, turn: 12, size: 0.6 })
  return `${floor(sheet, 710, 200)}${sprig}${body}${lines}`
}

/** A knitted throw, folded and tied. */
const blanket: Thing = (sheet, tone, other) => {
  const layer = (y: number, color: string) => {
    const knit = Array.from(
      { length: 20 },
      (_, at) => `M${186 + at * 22} ${y + 26}l11 16l11-16M${186 + at * 22} ${y + 52}l11 16l11-16`,
    ).join('')
    return `<rect x="160" y="${y}" width="480" height="106" rx="48" fill="${sheet.fade(light(color, 0.25), shade(color, 0.1))}"/><path d="${knit}" fill="none" stroke="${light(color, 0.55)}" stroke-opacity=".6" stroke-width="4"/>`
  }
  const layers = [0, 1, 2, 3].map((at) => layer(594 - at * 98, mix(tone, '#ffffff', at * 0.06))).join('')
  return `${floor(sheet, 704, 290)}${layers}<rect x="366" y="296" width="68" height="404" fill="${sheet.fade(light(other, 0.2), shade(other, 0.1))}"/>${bow(sheet, other, 306)}`
}

const soaps: Thing = (sheet, tone, other) => {
  const bar = (color: string, name: 'daisy' | 'peony' | 'lavender', bloom: string) =>
    `<rect x="-130" y="-66" width="260" height="132" rx="40" fill="#2b1b24" fill-opacity=".14" transform="translate(6 12)"/><rect x="-130" y="-66" width="260" height="132" rx="40" fill="${sheet.fade(light(color, 0.4), color)}"/><rect x="-108" y="-46" width="216" height="92" rx="28" fill="none" stroke="#fff" stroke-opacity=".55" stroke-width="4"/>${at_(flower(sheet, name, bloom), { size: name === 'lavender' ? 0.7 : 0.84, turn: name === 'lavender' ? 78 : 0 })}`
  const places = [
    at_(bar(other, 'lavender', '#8f79cf'), { x: 300, y: 560, turn: -6 }),
    at_(bar('#f3e3c5', 'daisy', '#ffffff'), { x: 500, y: 500, turn: 10 }),
    at_(bar(tone, 'peony', light(tone, 0.3)), { x: 370, y: 380, turn: -4 }),
  ]
  const bubbles = [
    [230, 300, 26],
    [570, 300, 36],
    [620, 380, 18],
    [510, 220, 22],
    [280, 230, 14],
  ].map(
    ([x, y, r]) =>
      `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" fill-opacity=".35" stroke="#fff" stroke-opacity=".8" stroke-width="3"/>`,
  )
  return `${floor(sheet, 646, 280)}${places.join('')}${bubbles.join('')}`
}

const frame: Thing = (sheet, tone, other) => {
  const wood = `<rect x="196" y="120" width="408" height="540" rx="12" fill="${sheet.fade(light(tone, 0.25), shade(tone, 0.12))}"/><rect x="240" y="164" width="320" height="452" fill="#fffdf8"/>`
  const picture = `<rect x="276" y="204" width="248" height="372" fill="${sheet.fade(light(other, 0.55), light(other, 0.2))}"/><circle cx="450" cy="290" r="40" fill="#fff3cf"/><path d="M276 576V470Q340 410 400 470T524 440V576Z" fill="${shade(other, 0.12)}"/><path d="M276 576V520Q360 470 430 528T524 510V576Z" fill="${shade(other, 0.28)}"/>`
  return `${floor(sheet, 676, 240)}<path d="M470 650L540 690H560L500 640Z" fill="${shade(tone, 0.4)}"/>${wood}${picture}${at_(flower(sheet, 'ranunculus', light(other, 0.3)), { x: 216, y: 640, size: 1.1 })}${at_(flower(sheet, 'daisy', '#ffffff'), { x: 290, y: 668, size: 0.8 })}`
}

/** A sachet of food for cut flowers, beside a stem. */
const sachet: Thing = (sheet, tone, other) => {
  const pack = `<rect x="230" y="170" width="300" height="520" rx="14" fill="${sheet.fade(light(tone, 0.3), tone)}"/><path d="M230 214H530M230 646H530" stroke="#fff" stroke-opacity=".6" stroke-width="4" stroke-dasharray="10 8"/>`
  const drop = `<path d="M380 300C330 376 320 410 320 436C320 478 348 502 380 502C412 502 440 478 440 436C440 410 430 376 380 300Z" fill="${sheet.fade('#ffffff', light(tone, 0.65))}"/>`
  const sprout = `<path d="M380 470V400M380 430C350 424 344 400 346 388C372 392 380 408 380 430ZM380 418C410 412 416 388 414 376C388 380 380 396 380 418Z" fill="#7fae6a" stroke="#5f8f4d" stroke-width="4"/>`
  const lines =
    '<path d="M300 560h160M330 590h100" stroke="#fff" stroke-opacity=".85" stroke-width="8" stroke-linecap="round"/>'
  return `${floor(sheet, 690, 230)}<g transform="rotate(-5 400 430)">${pack}${drop}${sprout}${lines}</g><path d="M620 690Q600 520 590 360" stroke="#6d8f4e" stroke-width="9" fill="none"/>${at_(green(sheet, 'leaf', '#5f9462'), { x: 608, y: 660, size: 0.55, turn: 12 })}${at_(flower(sheet, 'rose', other), { x: 588, y: 320, size: 1.5 })}`
}

export const things = {
  bear,
  bunny,
  cat,
  elephant,
  card,
  balloons,
  giftWrap,
  emptyVase,
  blanket,
  soaps,
  frame,
  sachet,
} satisfies Record<string, Thing>
