import { useEffect, useState } from 'preact/hooks'

// As in catalog.css.
const wide = matchMedia('(min-width: 960px)')

/** Whether the filters have a column of their own: where they have none they are not even made. */
export function useWide(): boolean {
  const [isWide, note] = useState(wide.matches)
  useEffect(() => {
    const look = () => note(wide.matches)
    look()
    wide.addEventListener('change', look)
    return () => wide.removeEventListener('change', look)
  }, [])
  return isWide
}
