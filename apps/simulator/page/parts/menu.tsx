import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A button with a few choices behind it. The browser itself closes it on Escape or a press outside. */
export function Menu({
  id,
  label,
  icon,
  place,
  children,
}: {
  id: string
  label: string
  icon: ComponentChildren
  place: 'under' | 'above'
  children: ComponentChildren
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = box.current
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === 'open') element?.querySelector<HTMLElement>('button, a, select')?.focus()
    }
    element?.addEventListener('toggle', onToggle)
    return () => element?.removeEventListener('toggle', onToggle)
  }, [])
  return (
    <div class={`menu ${place}`}>
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
