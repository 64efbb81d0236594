import { crc32, deflateSync } from 'node:zlib'

export type Colour = readonly [red: number, green: number, blue: number]

export interface Ellipse {
  x: number
  y: number
  /** Half its length and half its breadth. */
  along: number
  across: number
  /** In radians. */
  turn: number
  colour: Colour
  opacity?: number
}

/** A square of pixels to paint on. */
export class Canvas {
  readonly size: number
  readonly #pixels: Uint8Array

  constructor(size: number) {
    this.size = size
    this.#pixels = new Uint8Array(size * size * 3)
  }

  /** Fills it from one colour at the top to another at the bottom. */
  wash(top: Colour, bottom: Colour): void {
    for (let y = 0; y < this.size; y += 1) {
      const share = y / this.size
      for (let x = 0; x < this.size; x += 1) {
        for (let part = 0; part < 3; part += 1) {
          this.#pixels[(y * this.size + x) * 3 + part] = (top[part] ?? 0) * (1 - share) + (bottom[part] ?? 0) * share
        }
      }
    }
  }

  ellipse({ x, y, along, across, turn, colour, opacity = 1 }: Ellipse): void {
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const reach = Math.max(along, across) + 1
    this.#box(x - reach, y - reach, x + reach, y + reach, (px, py) => {
      const [dx, dy] = [px - x, py - y]
      const distance = Math.hypot((dx * cos + dy * sin) / along, (dy * cos - dx * sin) / across)
      // The edge is softened over about a pixel.
      const cover = Math.min(1, Math.max(0, (1 - distance) * Math.min(along, across)))
      if (cover > 0) this.#blend(px, py, colour, cover * opacity)
    })
  }

  rectangle(x: number, y: number, width: number, height: number, colour: Colour): void {
    this.#box(x, y, x + width - 1, y + height - 1, (px, py) => this.#blend(px, py, colour, 1))
  }

  /** The bytes of a PNG file. */
  png(): Buffer {
    const row = this.size * 3
    const lines = new Uint8Array((row + 1) * this.size)
    for (let y = 0; y < this.size; y += 1) {
      const from = y * row
      // Each row as its difference from the one above: smooth surfaces become zeros.
      lines[from + y] = 2
      for (let x = 0; x < row; x += 1) {
        lines[from + y + 1 + x] = (this.#pixels[from + x] ?? 0) - (y === 0 ? 0 : (this.#pixels[from - row + x] ?? 0))
      }
    }
    const head = Buffer.alloc(13)
    head.writeUInt32BE(this.size, 0)
    head.writeUInt32BE(this.size, 4)
    // Eight bits for each of red, green and blue.
    head.set([8, 2, 0, 0, 0], 8)
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    return Buffer.concat([
      signature,
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(lines)),
      chunk('IEND', Buffer.alloc(0)),
    ])
  }

  #box(left: number, top: number, right: number, bottom: number, paint: (x: number, y: number) => void): void {
    for (let y = Math.max(0, Math.floor(top)); y <= Math.min(this.size - 1, bottom); y += 1) {
      for (let x = Math.max(0, Math.floor(left)); x <= Math.min(this.size - 1, right); x += 1) paint(x, y)
    }
  }

  #blend(x: number, y: number, colour: Colour, opacity: number): void {
    const at = (y * this.size + x) * 3
    for (let part = 0; part < 3; part += 1) {
      const below = this.#pixels[at + part] ?? 0
      this.#pixels[at + part] = below + ((colour[part] ?? 0) - below) * opacity
    }
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
