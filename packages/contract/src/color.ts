/** Lightness 0..1, chroma, hue in degrees: a colour as the eye orders it (OKLCH). */
export interface Color {
  l: number
  c: number
  h: number
}

type Triple = readonly [number, number, number]

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
const gamma = (value: number) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055)

/** Reads `#rgb` or `#rrggbb`; anything else is nothing. */
export function readHex(text: string): Color | undefined {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  const long = short
    ? [...short.slice(1)].map((digit) => digit + digit)
    : /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)?.slice(1)
  if (!long) return undefined
  const [r = 0, g = 0, b = 0] = long.map((pair) => linear(Number.parseInt(pair, 16) / 255))
  return fromLinear([r, g, b])
}

// The matrices are those of Björn Ottosson's OKLab.
function fromLinear([r, g, b]: Triple): Color {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360,
  }
}

function toLinear({ l, c, h }: Color): Triple {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

const fits = (rgb: Triple) => rgb.every((value) => value >= -0.0001 && value <= 1.0001)

/** The same colour with as much chroma as a screen can show at its lightness. */
function intoGamut(color: Color): Color {
  let { c } = color
  while (c > 0.001 && !fits(toLinear({ ...color, c }))) c -= 0.004
  return { ...color, c: Math.max(0, c) }
}

/** Writes a colour as `#rrggbb`. */
export function toHex(color: Color): string {
  const bytes = toLinear(intoGamut(color)).map((value) => Math.round(gamma(Math.min(1, Math.max(0, value))) * 255))
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function luminance(color: Color): number {
  const [r, g, b] = toLinear(intoGamut(color)).map((value) => Math.min(1, Math.max(0, value))) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The contrast of two colours by WCAG, 1 to 21. */
export function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Moves a colour's lightness by small steps, up or down, until it stands out enough. */
export function until(color: Color, step: number, enough: (color: Color) => boolean): Color {
  let next = color
  // A hundred steps are the whole way from black to white.
  for (let steps = 0; steps < 100 && !enough(next); steps++) {
    next = { ...next, l: Math.min(1, Math.max(0, next.l + step)) }
  }
  return intoGamut(next)
}
