import { flower } from './flowers.ts'
import { at_, deep, f, light, mix, randomOf, ring, type Sheet, shade, spread } from './svg.ts'
import { bow, floor } from './wraps.ts'

/** A present, on the whole picture. */
type Gift = (sheet: Sheet, tone: string, other: string) => string

const times = (count: number, draw: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => draw(at)).join('')
const box = (x: number, y: number, width: number, height: number, radius: number, fill: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`

/** A paper label with a small heart and two lines that stand for words. */
function label(x: number, y: number, width: number, color: string): string {
  const height = width * 0.62
  const heart = `<path d="M0 9C-12 0-13-9-6-11C-2-12 0-9 0-7C0-9 2-12 6-11C13-9 12 0 0 9Z" fill="${color}" transform="translate(${f(x + width / 2)} ${f(y + height * 0.34)})scale(1.3)"/>`
  const line = (part: number, at: number) =>
    `<path d="M${f(x + (width * (1 - part)) / 2)} ${f(y + height * at)}h${f(width * part)}" stroke="${shade(color, 0.2)}" stroke-opacity=".55" stroke-width="4" stroke-linecap="round"/>`
  return `${box(x, y, width, height, 8, '#fffaf2')}${heart}${line(0.6, 0.66)}${line(0.4, 0.82)}`
}

function praline(sheet: Sheet, at: number): string {
  const colors = ['#6b3e2a', '#8a5537', '#e9d3b4', '#512c1f', '#c98f8f']
  const color = colors[at % 5] ?? '#6b3e2a'
  const body =
    at % 2
      ? `<circle r="36" fill="${sheet.glow(light(color, 0.25), shade(color, 0.2), '.35')}"/>`
      : `<rect x="-33" y="-33" width="66" height="66" rx="16" fill="${sheet.fade(light(color, 0.22), shade(color, 0.15))}"/>`
  const top = [
    `<path d="M-22-10q11-14 22 0t22 0M-22 8q11-14 22 0t22 0" fill="none" stroke="${light(color, 0.55)}" stroke-width="4" stroke-linecap="round"/>`,
    `<ellipse rx="13" ry="9" fill="#e6b877" transform="rotate(-24)"/>`,
    ring(5, `<circle cy="-13" r="4" fill="${light(color, 0.5)}"/>`),
  ]
  return `<ellipse cx="3" cy="8" rx="40" ry="38" fill="${sheet.shadow()}"/>${body}${top[at % 3]}`
}

const chocolates: Gift = (sheet, tone, other) => {
  const tray = `${box(150, 190, 500, 440, 34, sheet.fade(light(tone, 0.15), shade(tone, 0.12)))}${box(178, 218, 444, 384, 22, shade(other, 0.1))}`
  const sweets = times(20, (at) =>
    at_(praline(sheet, at * 7 + Math.floor(at / 5)), { x: 234 + (at % 5) * 83, y: 276 + Math.floor(at / 5) * 90 }),
  )
  return `${floor(sheet, 640, 300)}${tray}${sweets}${at_(bow(sheet, light(tone, 0.4), 0), { x: -160, y: 196, size: 0.9, turn: 0 })}`
}

function macaron(sheet: Sheet, color: string): string {
  const shell = sheet.fade(light(color, 0.35), color)
  return `<path d="M-86-8C-86-52 86-52 86-8Z" fill="${shell}"/><path d="M-88-8q8 12 16 0t16 0 16 0 16 0 16 0 16 0 16 0 16 0 16 0 16 0 16 0V4H-88Z" fill="${light(color, 0.15)}"/><rect x="-80" y="2" width="160" height="16" rx="8" fill="${light(color, 0.75)}"/><path d="M-86 18C-86 56 86 56 86 18Z" fill="${sheet.fade(color, deep(color, 0.15))}"/>`
}

const macarons: Gift = (sheet, tone, other) => {
  const colors = [tone, other, '#c9dba6', '#f4d8a0', '#cdb5e3', '#f3b9b0']
  const rows = [3, 2, 1].flatMap((many, row) =>
    Array.from({ length: many }, (_, at) => ({
      x: 400 + (at - (many - 1) / 2) * 190,
      y: 622 - row * 74,
      color: colors[(row * 2 + at) % 6] ?? tone,
    })),
  )
  const stack = rows.map(({ color, ...place }) => at_(macaron(sheet, color), { ...place, turn: (place.x % 7) - 3 }))
  const bloom = at_(flower(sheet, 'peony', tone), { x: 190, y: 512, size: 1.4 })
  return `<g transform="translate(400 640)scale(1.22)translate(-400 -640)">${floor(sheet, 668, 310)}${stack.join('')}${bloom}</g>`
}

/** A jar with a lid and what is in it. */
function jar(sheet: Sheet, fill: string, lid: string): string {
  const glass = `<path d="M262 300C230 320 226 350 226 384V640C226 690 250 706 300 706H500C550 706 574 690 574 640V384C574 350 570 320 538 300Z" fill="${fill}"/>`
  const shine = '<path d="M252 400V620" stroke="#fff" stroke-opacity=".5" stroke-width="12" stroke-linecap="round"/>'
  const cap = `${box(250, 222, 300, 86, 20, sheet.round(lid))}${box(250, 280, 300, 12, 6, shade(lid, 0.3))}`
  return `${floor(sheet, 704, 220)}${glass}${shine}${cap}`
}

const honey: Gift = (sheet, tone, other) => {
  const cells = times(
    9,
    (at) =>
      `<path d="M0-22L19-11V11L0 22L-19 11V-11Z" transform="translate(${f(300 + (at % 5) * 50 + (at > 4 ? 25 : 0))} ${at > 4 ? 424 : 380})" fill="none" stroke="#fff3c4" stroke-opacity=".4" stroke-width="3"/>`,
  )
  const cloth = `<path d="M236 300C300 240 500 240 564 300L586 352Q560 336 540 356Q516 338 492 358Q466 338 440 360Q412 340 384 360Q356 338 330 356Q304 338 284 354Q262 336 214 352Z" fill="${sheet.fade(light(other, 0.2), other)}"/>${box(232, 286, 336, 18, 9, '#c9a06a')}`
  return `${jar(sheet, sheet.glow(light(tone, 0.35), deep(tone, 0.22)), other)}${cells}${cloth}${label(300, 470, 200, '#b5651d')}`
}

const candle: Gift = (sheet, tone, other) => {
  const cup = `<path d="M236 330V650C236 716 564 716 564 650V330Z" fill="${sheet.round(tone)}"/><ellipse cx="400" cy="330" rx="164" ry="40" fill="${light(tone, 0.45)}"/><ellipse cx="400" cy="336" rx="146" ry="32" fill="${mix('#fff3dc', tone, 0.15)}"/>`
  const flame = `<ellipse cx="400" cy="240" rx="190" ry="190" fill="${sheet.halo('#fff1b8')}"/><path d="M400 334V300" stroke="#4b3a33" stroke-width="6"/><path d="M400 190C372 240 366 284 400 302C434 284 428 240 400 190Z" fill="${sheet.fade('#fff0a8', '#f59a2c')}"/><path d="M400 246C388 268 388 288 400 296C412 288 412 268 400 246Z" fill="#fffbe0"/>`
  return `${floor(sheet, 700, 230)}${cup}${flame}${label(304, 470, 192, other)}`
}

const tapers: Gift = (sheet, tone, other) => {
  const one = (x: number, top: number, color: string) =>
    `<path d="M${x - 26} 640L${x - 18} ${top}Q${x} ${top - 10} ${x + 18} ${top}L${x + 26} 640Z" fill="${sheet.round(color)}"/><path d="M${x} ${top - 4}V${top - 26}" stroke="#4b3a33" stroke-width="5"/><path d="M${x} ${top - 96}C${x - 20} ${top - 60} ${x - 20} ${top - 30} ${x} ${top - 22}C${x + 20} ${top - 30} ${x + 20} ${top - 60} ${x} ${top - 96}Z" fill="${sheet.fade('#fff0a8', '#f59a2c')}"/><path d="M${x - 62} 690C${x - 62} 650 ${x - 34} 628 ${x - 30} 610H${x + 30}C${x + 34} 628 ${x + 62} 650 ${x + 62} 690Z" fill="${sheet.round('#c9a15f')}"/>`
  return `${floor(sheet, 694, 280)}${one(250, 300, other)}${one(400, 210, tone)}${one(550, 350, light(tone, 0.3))}`
}

const diffuser: Gift = (sheet, tone, other) => {
  const sticks = [-24, -12, 0, 11, 23].map(
    (turn) =>
      `<path d="M0 0V-330" transform="translate(${400 + turn * 0.8} 430)rotate(${turn})" stroke="#b98f63" stroke-width="9" stroke-linecap="round"/>`,
  )
  const bottle = `<path d="M360 370V440C292 460 262 510 262 570V650C262 700 292 712 340 712H460C508 712 538 700 538 650V570C538 510 508 460 440 440V370Z" fill="${sheet.round(mix('#ffffff', tone, 0.4))}"/><path d="M272 590V650C272 694 296 704 340 704H460C504 704 528 694 528 650V590Q400 616 272 590Z" fill="${sheet.round(tone)}"/>${box(350, 356, 100, 34, 10, sheet.round('#b98f63'))}`
  return `${floor(sheet, 708, 190)}${sticks.join('')}${bottle}${label(326, 560, 148, other)}${at_(flower(sheet, 'lavender', '#9a86d6'), { x: 590, y: 640, turn: 30, size: 1.2 })}`
}

const mug: Gift = (sheet, tone, other) => {
  const steam =
    '<path d="M350 230q-26-34 0-66t0-66M420 230q-26-34 0-66t0-66" fill="none" stroke="#fff" stroke-opacity=".8" stroke-width="10" stroke-linecap="round"/>'
  const handle = `<path d="M560 400C680 380 680 590 546 576" fill="none" stroke="${shade(tone, 0.12)}" stroke-width="34"/>`
  const cup = `<path d="M214 330L232 640C236 706 544 706 548 640L566 330Z" fill="${sheet.round(tone)}"/><ellipse cx="390" cy="330" rx="176" ry="38" fill="${light(tone, 0.4)}"/><ellipse cx="390" cy="334" rx="156" ry="29" fill="#6b4128"/>`
  return `${floor(sheet, 694, 240)}${steam}${handle}${cup}${at_(flower(sheet, 'daisy', '#ffffff'), { x: 330, y: 520, size: 1.1 })}${at_(flower(sheet, 'peony', other), { x: 440, y: 480, size: 1 })}${at_(flower(sheet, 'daisy', '#ffffff'), { x: 470, y: 580, size: 0.7 })}`
}

const teaTin: Gift = (sheet, tone, other) => {
  const leaves = ring(
    8,
    `<path d="M0-44C-18-62-16-92 0-108C16-92 18-62 0-44Z" fill="${light(tone, 0.45)}" fill-opacity=".7"/>`,
  )
  const tin = `<path d="M238 300V664C238 712 562 712 562 664V300Z" fill="${sheet.round(tone)}"/>${box(226, 220, 348, 96, 20, sheet.round(shade(tone, 0.12)))}<path d="M238 344C238 384 562 384 562 344M238 650C238 690 562 690 562 650" fill="none" stroke="#e4c27a" stroke-width="6"/>`
  return `${floor(sheet, 704, 220)}${tin}<g transform="translate(400 512)">${leaves}</g><circle cx="400" cy="512" r="58" fill="#fffaf0"/>${at_(flower(sheet, 'chrysanthemum', other), { x: 400, y: 510, size: 0.9 })}`
}

const cake: Gift = (sheet, tone, other) => {
  const drip =
    'M190 396C190 340 610 340 610 396V450C600 490 576 486 572 452C566 426 548 430 544 458C536 510 506 506 500 462C494 432 474 436 470 456C460 500 430 492 426 458C420 430 402 432 398 460C390 520 354 516 350 466C344 436 326 440 322 462C312 500 286 492 282 456C276 430 256 434 252 456C242 492 200 486 190 450Z'
  const body = `<path d="M190 396V632C190 690 610 690 610 632V396Z" fill="${sheet.round(light(other, 0.35))}"/><path d="M190 520C190 580 610 580 610 520V544C610 604 190 604 190 544Z" fill="${light(tone, 0.45)}"/><path d="${drip}" fill="${sheet.fade(light(tone, 0.12), deep(tone, 0.08))}"/>`
  const stand = `<path d="M350 690H450L470 740H330Z" fill="#e8dccb"/><ellipse cx="400" cy="676" rx="270" ry="34" fill="#f6efe4" stroke="#dccdb8" stroke-width="3"/>`
  const berries = times(9, (at) =>
    at_(flower(sheet, at % 3 === 1 ? 'rose' : 'berries', at % 3 === 1 ? light(tone, 0.3) : '#b3213f'), {
      x: 236 + at * 41,
      y: 366 - Math.sin((at / 8) * 3.14) * 34,
      size: at % 3 === 1 ? 0.86 : 0.8,
    }),
  )
  return `${floor(sheet, 738, 170)}${stand}${body}${berries}`
}

const strawberries: Gift = (sheet, tone, other) => {
  const berry = (at: number) => {
    const coat = [`#5a3020`, '#f4e4d0', '#e9a3b2'][at % 3] ?? '#5a3020'
    return `<ellipse cx="4" cy="10" rx="54" ry="58" fill="${sheet.shadow()}"/><path d="M0 52C-42 26-50-20-32-36C-14-48 14-48 32-36C50-20 42 26 0 52Z" fill="${sheet.glow(light(tone, 0.2), deep(tone, 0.2), '.3')}"/><path d="M0 52C-42 26-48-6-42-16Q-20 0 0-10T42-16C48-6 42 26 0 52Z" fill="${sheet.fade(light(coat, 0.15), shade(coat, 0.1))}"/><path d="M-24 12l34 16M-20 26l22 12M-10-2l38 18" stroke="${at % 3 === 0 ? '#f1d9bb' : '#8a5537'}" stroke-width="3" stroke-linecap="round"/><path d="M0-36C-20-58-36-50-38-40Q-18-34 0-36Q18-34 38-40C36-50 20-58 0-36Z" fill="#6f9d4f"/>`
  }
  const tray = `${box(140, 200, 520, 430, 30, sheet.fade(light(other, 0.25), shade(other, 0.1)))}${box(166, 226, 468, 378, 18, shade(other, 0.28))}`
  return `${floor(sheet, 640, 310)}${tray}${times(12, (at) => at_(berry(at), { x: 226 + (at % 4) * 116, y: 288 + Math.floor(at / 4) * 124, turn: (at % 2 ? 1 : -1) * 10 }))}`
}

const cookies: Gift = (sheet, tone, other) => {
  const random = randomOf('cookies')
  const cookie = (at: number) => {
    const icing = [tone, other, '#fbf1df'][at % 3] ?? tone
    const dots = times(
      7,
      () =>
        `<circle cx="${f((random() - 0.5) * 70)}" cy="${f((random() - 0.5) * 66)}" r="4" fill="${light(icing, 0.7)}"/>`,
    )
    const shape =
      at % 2
        ? 'M0 62C-74 14-76-44-38-56C-16-62 0-46 0-34C0-46 16-62 38-56C76-44 74 14 0 62Z'
        : 'M0-62L18-22L60-18L28 10L38 54L0 30L-38 54L-28 10L-60-18L-18-22Z'
    return `<path d="${shape}" transform="translate(5 9)" fill="#2b1b24" fill-opacity=".18"/><path d="${shape}" fill="#c98d50" stroke="#c98d50" stroke-width="16" stroke-linejoin="round"/><path d="${shape}" fill="${icing}" stroke="${light(icing, 0.4)}" stroke-width="3"/>${dots}`
  }
  const plate = `<ellipse cx="400" cy="440" rx="310" ry="270" fill="${sheet.glow('#f3ece6', '#d9c9bd')}"/><ellipse cx="400" cy="440" rx="250" ry="214" fill="none" stroke="#fff" stroke-opacity=".7" stroke-width="5"/>`
  const places = spread(9).map(({ x, y }, at) =>
    at_(cookie(at), { x: 400 + x * 222, y: 436 + y * 190, turn: at * 40, size: 1.16 }),
  )
  return `<ellipse cx="408" cy="470" rx="350" ry="300" fill="${sheet.shadow()}"/>${plate}${places.reverse().join('')}`
}

const sweetJar: Gift = (sheet, tone, other) => {
  const colors = [tone, other, '#f4d47c', '#b9d8c2', '#d9c3ee']
  const sweets = spread(34).map(({ x, y }, at) => {
    const color = colors[at % 5] ?? tone
    return `<circle cx="${f(400 + x * 140)}" cy="${f(530 + y * 140)}" r="30" fill="${sheet.glow(light(color, 0.6), color, '.3')}"/>`
  })
  return `${jar(sheet, '#ffffff', other)}<g opacity=".97">${sweets.join('')}</g><path d="M226 384V640C226 690 250 706 300 706H500C550 706 574 690 574 640V384" fill="none" stroke="#c9d6dc" stroke-width="8"/><path d="M256 400V630" stroke="#fff" stroke-opacity=".8" stroke-width="12" stroke-linecap="round"/>${at_(bow(sheet, tone, 0), { y: 314, size: 1, x: 0 })}`
}

/** Nuts and dried fruit, each in a part of a round tray. */
const nuts: Gift = (sheet, tone, other) => {
  const kinds = ['#b57a45', '#8a5a33', '#d9a15a', '#7a3b2a', '#c9b26b', '#5a3a4a']
  const sectors = times(6, (at) => {
    const color = kinds[at] ?? '#b57a45'
    const pieces = spread(13).map(
      ({ x, y }, piece) =>
        `<ellipse cx="${f(x * 62)}" cy="${f(-158 + y * 62)}" rx="19" ry="14" transform="rotate(${piece * 31} ${f(x * 62)} ${f(-158 + y * 62)})" fill="${sheet.glow(light(color, 0.35), shade(color, 0.15), '.3')}"/>`,
    )
    return `<g transform="rotate(${at * 60})">${pieces.join('')}</g>`
  })
  const walls = ring(6, `<path d="M0-66V-250" stroke="${tone}" stroke-width="12"/>`, 30)
  return `<ellipse cx="408" cy="462" rx="330" ry="320" fill="${sheet.shadow()}"/><g transform="translate(400 410)"><circle r="268" fill="${sheet.glow(light(tone, 0.2), shade(tone, 0.1))}"/><circle r="246" fill="${shade(tone, 0.4)}"/>${sectors}${walls}<circle r="76" fill="${light(tone, 0.1)}"/>${ring(12, `<circle cy="-38" r="15" fill="${sheet.glow(light(other, 0.4), deep(other, 0.2))}"/>`)}<circle r="20" fill="${other}"/></g>`
}

export const gifts = {
  chocolates,
  macarons,
  honey,
  candle,
  tapers,
  diffuser,
  mug,
  teaTin,
  cake,
  strawberries,
  cookies,
  sweetJar,
  nuts,
} satisfies Record<string, Gift>
