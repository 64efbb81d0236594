import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { ways } from '../../parts/way-words.ts'
import { shop } from '../../shop.ts'

interface Drawing {
  size: number
  path: string
}

const onComputer = () => matchMedia('(min-width: 720px) and (hover: hover) and (pointer: fine)').matches

async function draw(text: string): Promise<Drawing> {
  const { correction, generate } = await import('lean-qr')
  const code = generate(text, { minCorrectionLevel: correction.M })
  let path = ''
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`
  }
  return { size: code.size, path }
}

/** A link as a picture, on a computer only: a phone cannot point its camera at itself. */
export function Qr({ text }: { text: string }) {
  const [wanted] = useState(onComputer)
  const [drawing, setDrawing] = useState<Drawing>()
  const { waiting } = words.value
  useEffect(() => {
    // Without it the button still leads the same way.
    if (wanted) draw(text).then(setDrawing, () => {})
  }, [text])
  if (!wanted) return null
  return (
    <div class="qr">
      <div class="qr-paper">
        {drawing && (
          <svg viewBox={`0 0 ${drawing.size} ${drawing.size}`} role="img" aria-label={waiting.qrLabel}>
            <path d={drawing.path} shape-rendering="crispEdges" />
          </svg>
        )}
      </div>
      {/* The demo's Telegram lives on this machine, where no other phone finds it. */}
      <p class="soft">{shop.value.features.demo ? ways.words.value.waiting.qrDemo : waiting.qr}</p>
    </div>
  )
}
