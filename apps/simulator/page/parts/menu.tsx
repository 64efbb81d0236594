import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type Place = 'under' | 'above'

interface MenuProps {
  id: string
  label: string
  icon: ComponentChildren
  place: Place
  children: ComponentChildren
}

/** A button with a few choices behind it. The browser itself closes it on Escape or a press outside. */
export function Menu({ id, label, icon, place, children }: MenuProps) {
  const box = useOpening(place)
  return (
    <div class="menu">
      <button type="button" class="icon-button" aria-label={label} title={label} popovertarget={id}>
        {icon}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the click is one of its buttons', which the keyboard presses too */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only closes after a choice */}
      <div
        ref={box}
        id={id}
        popover="auto"
        class="choices"
        onClick={(event) => {
          if ((event.target as Element).closest('button, a')) box.current?.hidePopover()
        }}
      >
        {children}
      </div>
    </div>
  )
}

/** The choices are put in their place before they are seen, and the first of them has the focus once they are. */
function useOpening(place: Place): RefObject<HTMLDivElement> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const whenOpening = (act: () => void) => (event: Event) => {
      if ((event as ToggleEvent).newState === 'open') act()
    }
    const before = whenOpening(() => putBeside(element, place))
    const after = whenOpening(() => element.querySelector<HTMLElement>('button, a, select')?.focus())
    element.addEventListener('beforetoggle', before)
    element.addEventListener('toggle', after)
    return () => {
      element.removeEventListener('beforetoggle', before)
      element.removeEventListener('toggle', after)
    }
  }, [place])
  return box
}

/**
 * Puts the choices at their button before they are seen, by the edges that need no size of theirs.
 * By hand, because not every browser can anchor a popover yet.
 */
function putBeside({ style, previousElementSibling }: HTMLElement, place: Place): void {
  const button = previousElementSibling?.getBoundingClientRect()
  if (!button) return
  const { clientWidth, clientHeight } = document.documentElement
  if (place === 'under') {
    style.top = `${button.bottom + 4}px`
    style.right = `${clientWidth - button.right}px`
  } else {
    style.bottom = `${clientHeight - button.top + 4}px`
    style.left = `${button.left}px`
  }
}
