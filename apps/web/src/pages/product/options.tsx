import type { Product } from '@vitrina/contract'
import { useId } from 'preact/hooks'
import { shopWords } from '../../shop-words.ts'
import { type Choice, type Option, optionsOf, standingOf } from './choice.ts'
import './options.css'

interface OptionsProps {
  product: Product
  choice: Choice
  onChoose: (name: string, value: string) => void
}

/** The attributes to choose, each a row of values; what cannot be had as things stand is shown so, and says why. */
export function Options({ product, choice, onChoose }: OptionsProps) {
  return (
    <>
      {optionsOf(product).map((option) => (
        <Values key={option.name} {...{ product, choice, option, onChoose }} />
      ))}
    </>
  )
}

function Values({ product, choice, option, onChoose }: OptionsProps & { option: Option }) {
  const { product: said } = shopWords.value
  const group = useId()
  const { name, values } = option
  return (
    <fieldset class="options">
      <legend>
        {name}: <span class="soft">{choice[name]}</span>
      </legend>
      <div class="options-values">
        {values.map((value) => {
          const standing = standingOf(product, { choice, name, value })
          return (
            <label key={value} class={`option ${standing}`}>
              <input
                type="radio"
                name={group}
                checked={choice[name] === value}
                onChange={() => onChoose(name, value)}
              />
              <span>
                {value}
                {standing !== 'inStock' && <span class="unseen">, {said[standing].toLowerCase()}</span>}
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
