import { words } from '../language.ts'
import { Icon } from './icon.tsx'
import './steps.css'

/** Where a person is on a short way: `now` counts the steps already done. */
export function Steps({ names, now }: { names: readonly string[]; now: number }) {
  const say = words.value.waiting
  return (
    <ol class="steps" aria-label={say.stepsLabel}>
      {names.map((name, index) => {
        const state = index < now ? 'done' : index === now ? 'now' : 'next'
        return (
          <li key={name} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="steps-mark" aria-hidden="true">
              {state === 'done' ? <Icon name="check" size={16} /> : index + 1}
            </span>
            <span>
              {name}
              {state === 'done' && <span class="unseen">, {say.stepDone}</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
