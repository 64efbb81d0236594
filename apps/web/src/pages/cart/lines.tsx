import type { CartProblem } from '@vitrina/contract'
import { useEffect, useRef } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { UNREACHABLE } from '../../problem.ts'
import { CartLine } from './cart-line.tsx'
import type { Line, LinesInUse } from './use-lines.ts'

/** What is in the cart. */
export function Lines({ lines, problems }: { lines: LinesInUse; problems: readonly CartProblem[] }) {
  const place = useRef<HTMLUListElement>(null)
  // Whoever removed a line, or put it back, goes on from the same place.
  const next = useRef<string>()
  useEffect(() => {
    if (!next.current) return
    const row = [...(place.current?.children ?? [])].find((one) => one.getAttribute('data-sku') === next.current)
    row?.querySelector<HTMLElement>('[data-next]')?.focus()
    next.current = undefined
  })
  return (
    <>
      <Failure lines={lines} />
      <ul class="lines" ref={place}>
        {lines.all.map((line) => (
          <li key={line.item.sku} data-sku={line.item.sku} class={line.isRemoved ? 'line removed' : 'line'}>
            {line.isRemoved ? (
              <Removed
                line={line}
                onUndo={() => {
                  next.current = line.item.sku
                  lines.putBack(line.item)
                }}
              />
            ) : (
              <CartLine
                item={line.item}
                problems={problems.filter(({ sku }) => sku === line.item.sku)}
                onChange={(wish) => void lines.change(line.item.sku, wish)}
                onRemove={() => {
                  next.current = line.item.sku
                  lines.remove(line.item)
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Failure({ lines: { problem } }: { lines: LinesInUse }) {
  const { cart: say } = basket.words.value
  if (!problem) return null
  return (
    <Notice tone="bad">
      <p>{problem.code === UNREACHABLE ? words.value.network : problem.detail || words.value.fault.text}</p>
      <p>{say.failed}</p>
    </Notice>
  )
}

/** The place of a line that was taken out, for as long as the page is open. */
function Removed({ line: { item }, onUndo }: { line: Line; onUndo: () => void }) {
  const { cart: say } = basket.words.value
  return (
    <>
      <p role="status">{say.removed(item.name)}</p>
      <Button kind="plain" data-next aria-label={say.undoLabel(item.name)} onClick={onUndo}>
        {say.undo}
      </Button>
    </>
  )
}
