import { useEffect, useRef } from 'preact/hooks'
import { type MainAct, shell } from '../shell/shell.ts'

/**
 * Offers the page's one thing to do by the large button of the surroundings, while the page is open.
 * Out: whether it is there; where it is not, the page draws its own.
 */
export function useMainAct(act: MainAct | undefined): boolean {
  const latest = useRef(act)
  latest.current = act
  const press = useRef(() => latest.current?.press())
  const { text, paused, busy } = act ?? {}
  const has = act !== undefined
  useEffect(() => {
    shell.offerMain?.(
      has ? { text: text ?? '', paused: paused ?? false, busy: busy ?? false, press: press.current } : undefined,
    )
  }, [has, text, paused, busy])
  useEffect(() => () => shell.offerMain?.(undefined), [])
  return shell.offerMain !== undefined
}
