// What every picture is drawn with. A drawing is text of SVG; what it shares (gradients, flowers) is in its definitions.

/** Numbers as short as they may be. */
export function f(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** The same row of numbers from 0 to 1 for the same seed (mulberry32). */
export function randomOf(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export function mix(one: string, other: string, part: number): string {
  const channel = (color: string, at: number) => Number.parseInt(color.slice(1 + at * 2, 3 + at * 2), 16)
  const mixed = [0, 1, 2].map((at) => Math.round(channel(one, at) * (1 - part) + channel(other, at) * part))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

export const light = (color: string, part = 0.35) => mix(color, '#ffffff', part)
export const deep = (color: string, part = 0.25) => mix(color, '#3a1028', part)
export const shade = (color: string, part = 0.3) => mix(color, '#14241a', part)

/** What a picture defines once and uses often. */
export class Sheet {
  readonly #defs = new Map<string, string>()

  /** Keeps a definition; the same one again is kept once. Says its name. */
  define(body: (id: string) => string): string {
    const key = body('')
    const known = this.#defs.get(key)
    if (known) return known
    const id = toName(this.#defs.size)
    this.#defs.set(key, id)
    return id
  }

  /** A fill from one colour to another: downwards, or across. */
  fade(from: string, to: string, across = false): string {
    const line = across ? '' : ' x2="0" y2="1"'
    return `url(#${this.define((id) => `<linearGradient id="${id}"${line}>${stops([from, to])}</linearGradient>`)})`
  }

  /** A fill across a round body: darker at both sides. */
  round(color: string): string {
    const colors = [shade(color, 0.22), light(color, 0.12), light(color, 0.3), color, shade(color, 0.28)]
    return `url(#${this.define((id) => `<linearGradient id="${id}">${stops(colors)}</linearGradient>`)})`
  }

  glow(from: string, to: string, centre = '.5'): string {
    const body = (id: string) =>
      `<radialGradient id="${id}" cy="${centre}" r=".7">${stops([from, to])}</radialGradient>`
    return `url(#${this.define(body)})`
  }

  /** Light that fades away. */
  halo(color: string): string {
    const body = (id: string) =>
      `<radialGradient id="${id}"><stop stop-color="${color}" stop-opacity=".85"/><stop offset="1" stop-color="${color}" stop-opacity="0"/></radialGradient>`
    return `url(#${this.define(body)})`
  }

  /** A soft shadow, darkest in its middle. */
  shadow(): string {
    const body = (id: string) =>
      `<radialGradient id="${id}"><stop stop-color="#2b1b24" stop-opacity=".34"/><stop offset=".55" stop-color="#2b1b24" stop-opacity=".16"/><stop offset="1" stop-color="#2b1b24" stop-opacity="0"/></radialGradient>`
    return `url(#${this.define(body)})`
  }

  /** The whole picture, or what `view` shows of it: a drawing on a ground of two colours. */
  picture(
    drawing: string,
    ground: readonly [string, string],
    { width = 800, view = `0 0 ${width} 800` }: { width?: number; view?: string | undefined } = {},
  ): string {
    const back = `<path fill="${this.glow(ground[0], ground[1], '.42')}" d="M0 0h${width}v800H0z"/>`
    const definitions = [...this.#defs].map(([body, id]) => body.replace('id=""', `id="${id}"`)).join('')
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${width}" height="800"><defs>${definitions}</defs>${back}${drawing}</svg>\n`
  }
}

function stops(colors: readonly string[]): string {
  const last = colors.length - 1
  return colors.map((color, at) => `<stop${at > 0 ? ` offset="${f(at / last)}"` : ''} stop-color="${color}"/>`).join('')
}

function toName(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : toName(Math.floor(index / 26) - 1) + toName(index % 26)
}

/** The same drawing all around a point. */
export function ring(count: number, drawing: string, turn = 0): string {
  return Array.from({ length: count }, (_, at) => at_(drawing, { turn: turn + (360 / count) * at })).join('')
}

export interface Place {
  x?: number
  y?: number
  turn?: number
  size?: number
}

/** A drawing, or a name of a defined one, put somewhere. */
export function at_(drawing: string, { x = 0, y = 0, turn = 0, size = 1 }: Place): string {
  const moves = [
    x || y ? `translate(${f(x)} ${f(y)})` : '',
    turn ? `rotate(${f(turn)})` : '',
    size === 1 ? '' : `scale(${Math.round(size * 100) / 100})`,
  ].join('')
  const placed = moves ? ` transform="${moves}"` : ''
  if (drawing.startsWith('<')) return `<g${placed}>${drawing}</g>`
  return `<use href="#${drawing}"${placed}/>`
}

/** Points that fill a disc evenly, from the middle outwards. */
export function spread(count: number): { x: number; y: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const [angle, far] = [at * 2.39996 + 0.6, Math.sqrt((at + 0.3) / count)]
    return { x: Math.cos(angle) * far, y: Math.sin(angle) * far }
  })
}
