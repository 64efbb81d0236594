import { type Screen, screen, screens } from '../screens.ts'
import { words } from '../words.ts'
import { Icon } from './icons.tsx'

/** What the simulator plays now, and what else it does. */
export function ScreenSwitch() {
  return (
    <nav class="switch" aria-label={words().screens}>
      {screens.value.map((one) => (
        <Choice key={one.id} choice={one} />
      ))}
    </nav>
  )
}

function Choice({ choice: { id, icon, label, unseen } }: { choice: Screen }) {
  const current = screen.value.id === id
  const count = current ? 0 : (unseen?.value ?? 0)
  return (
    <a href={`#${id}`} aria-current={current ? 'page' : undefined}>
      <Icon name={icon} />
      {label()}
      {count > 0 && (
        <span class="count">
          {count > 99 ? '99+' : count}
          <span class="hidden"> {words().unseen}</span>
        </span>
      )}
    </a>
  )
}
