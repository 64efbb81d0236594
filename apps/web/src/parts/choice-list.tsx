import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './choice-list.css'

interface Choice<Value extends string> {
  value: Value
  title: string
  /** At its end: a price, say. */
  aside?: ComponentChildren
}

interface ChoiceListProps<Value extends string> {
  labelledBy: string
  choices: readonly Choice<Value>[]
  value: Value | undefined
  onChoose: (value: Value) => void
}

/** One of several, each in a line of its own. Real radio buttons underneath. */
export function ChoiceList<Value extends string>({ labelledBy, choices, value, onChoose }: ChoiceListProps<Value>) {
  const name = useId()
  return (
    <div class="choice-list" role="radiogroup" aria-labelledby={labelledBy}>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChoose(choice.value)} />
          <span>{choice.title}</span>
          {choice.aside && <span class="choice-aside figures">{choice.aside}</span>}
        </label>
      ))}
    </div>
  )
}
