const hues = 6

/** The initials of a name on a colour that is always the same for the same id. */
export function Avatar({ id, name, small = false }: { id: number; name: string; small?: boolean }) {
  const initials = name
    .split(/\s+/u)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
  return (
    <span class={`avatar hue-${id % hues}${small ? ' small' : ''}`} aria-hidden="true">
      {initials.toUpperCase()}
    </span>
  )
}
