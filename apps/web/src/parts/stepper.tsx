import { useEffect, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import './stepper.css'

interface StepperProps {
  value: number
  /** The most there can be; nothing: as many as one likes. */
  max: number
  labels: { value: string; less: string; more: string }
  describedBy?: string | undefined
  onChange: (value: number) => void
}

/** A number of things: one fewer, one more, or typed. */
export function Stepper({ value, max, labels, describedBy, onChange }: StepperProps) {
  const [typed, type] = useState(String(value))
  useEffect(() => type(String(value)), [value])
  function settle() {
    const wanted = Number.parseInt(typed, 10)
    // Emptied or nonsense: as it was. Taking it out has a button of its own.
    if (!(wanted >= 1)) return type(String(value))
    const next = Math.min(wanted, max)
    type(String(next))
    if (next !== value) onChange(next)
  }
  return (
    <div class="stepper">
      <Step label={labels.less} icon="minus" isOff={value <= 1} onPress={() => onChange(value - 1)} />
      <input
        class="figures"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        maxLength={3}
        aria-label={labels.value}
        aria-describedby={describedBy}
        value={typed}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => type(event.currentTarget.value.replace(/\D/g, ''))}
        onKeyDown={(event) => event.key === 'Enter' && settle()}
        onBlur={settle}
      />
      <Step label={labels.more} icon="plus" isOff={value >= max} onPress={() => onChange(value + 1)} />
    </div>
  )
}

interface StepProps {
  label: string
  icon: 'minus' | 'plus'
  isOff: boolean
  onPress: () => void
}

// Not `disabled`: whoever has just pressed it the last time would lose the focus.
function Step({ label, icon, isOff, onPress }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isOff || undefined}
      onClick={() => {
        if (!isOff) onPress()
      }}
    >
      <Icon name={icon} size={18} />
    </button>
  )
}
