import { createHash } from 'node:crypto'
import { Canvas, type Colour } from './canvas.ts'

const papers: Colour[] = [
  [253, 242, 238],
  [240, 246, 240],
  [238, 243, 250],
  [250, 245, 233],
  [246, 240, 250],
]
const blossoms: Colour[] = [
  [206, 62, 84],
  [236, 138, 150],
  [245, 200, 92],
  [152, 108, 190],
  [250, 236, 226],
  [232, 120, 70],
]
const leaf: Colour = [92, 140, 98]

/** A picture of its own for each name, the same each time: flowers, or a present when the name says so. */
export function drawPicture(name: string, size: number): Buffer {
  const random = randomOf(name)
  const canvas = new Canvas(size)
  const paper = pick(papers, random)
  canvas.wash(paper, shade(paper, 0.9))
  canvas.ellipse({
    x: size / 2,
    y: size * 0.86,
    along: size * 0.3,
    across: size * 0.03,
    turn: 0,
    colour: shade(paper, 0.8),
  })
  if (/gift|box|candle|card/u.test(name)) present(canvas, random)
  else bouquet(canvas, random)
  return canvas.png()
}

function bouquet(canvas: Canvas, random: () => number): void {
  const { size } = canvas
  const colours = [pick(blossoms, random), pick(blossoms, random)]
  for (let stem = 0; stem < 9; stem += 1) {
    const turn = Math.PI / 2 + (stem - 4) * 0.11
    const x = size / 2 - Math.cos(turn) * size * 0.2
    canvas.ellipse({ x, y: size * 0.64, along: size * 0.22, across: size * 0.008, turn, colour: leaf })
    canvas.ellipse({
      x: x * 1.02,
      y: size * 0.56,
      along: size * 0.08,
      across: size * 0.025,
      turn: turn + 0.7,
      colour: leaf,
    })
  }
  const heads = 9 + Math.floor(random() * 6)
  for (let head = 0; head < heads; head += 1) {
    // Along a spiral of sunflower seeds, so that heads lie evenly and never in rows.
    const angle = head * 2.399963
    const reach = size * 0.075 * Math.sqrt(head)
    const x = size / 2 + Math.cos(angle) * reach
    const y = size * 0.38 + Math.sin(angle) * reach * 0.85
    blossom(canvas, { x, y, radius: size * (0.06 + random() * 0.035), colour: colours[head % 2] ?? leaf })
  }
}

interface Blossom {
  x: number
  y: number
  radius: number
  colour: Colour
}

function blossom(canvas: Canvas, { x, y, radius, colour }: Blossom): void {
  for (const [ring, petals] of [8, 7, 5].entries()) {
    const out = radius * (1 - ring * 0.3)
    for (let petal = 0; petal < petals; petal += 1) {
      const turn = (petal / petals) * Math.PI * 2 + ring * 0.4
      const at = { x: x + Math.cos(turn) * out * 0.55, y: y + Math.sin(turn) * out * 0.55 }
      const tone = shade(colour, 0.86 + ring * 0.09 - (petal % 2) * 0.06)
      canvas.ellipse({ ...at, along: out * 0.62, across: out * 0.42, turn, colour: tone })
    }
  }
  canvas.ellipse({ x, y, along: radius * 0.2, across: radius * 0.2, turn: 0, colour: shade(colour, 0.7) })
}

function present(canvas: Canvas, random: () => number): void {
  const { size } = canvas
  const box = pick(blossoms, random)
  const ribbon = shade(pick(papers, random), 1.02)
  canvas.rectangle(size * 0.26, size * 0.44, size * 0.48, size * 0.4, box)
  canvas.rectangle(size * 0.23, size * 0.36, size * 0.54, size * 0.1, shade(box, 0.9))
  canvas.rectangle(size * 0.46, size * 0.36, size * 0.08, size * 0.48, ribbon)
  for (const side of [-1, 1]) {
    const loop = { x: size * (0.5 + side * 0.09), y: size * 0.3, turn: side * -0.6 }
    canvas.ellipse({ ...loop, along: size * 0.1, across: size * 0.055, colour: ribbon })
    canvas.ellipse({ ...loop, along: size * 0.06, across: size * 0.025, colour: shade(ribbon, 0.85) })
  }
  canvas.ellipse({ x: size * 0.5, y: size * 0.34, along: size * 0.04, across: size * 0.035, turn: 0, colour: ribbon })
}

const shade = ([red, green, blue]: Colour, by: number): Colour => [tone(red * by), tone(green * by), tone(blue * by)]

const tone = (value: number): number => Math.min(255, Math.max(0, value))

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item
}

/** Numbers that only the name decides. */
function randomOf(name: string): () => number {
  const bytes = createHash('sha256').update(name).digest()
  let at = 0
  return () => {
    at = (at + 1) % bytes.length
    return (bytes[at] ?? 0) / 256
  }
}
