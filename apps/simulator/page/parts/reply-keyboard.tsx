import type { ShownKeyboard } from '../../src/world/state.ts'
import { doIt } from '../model.ts'
import { words } from '../words.ts'
import { Icon } from './icons.tsx'

/** The keyboard that the bot has put in place of the letters. */
export function ReplyKeyboard({ keyboard }: { keyboard: ShownKeyboard }) {
  return (
    <section class={`reply-keyboard ${keyboard.resize ? 'resized' : 'tall'}`} aria-label={words().keyboard}>
      {keyboard.rows.map((row, index) => (
        <div class="keys" key={index}>
          {row.map((button, column) => (
            <button
              type="button"
              key={column}
              class={`key ${button.style ?? ''}`}
              onClick={() => void doIt('keyboard', { text: button.text })}
            >
              {button.request_contact && <Icon name="contact" />}
              {button.text}
            </button>
          ))}
        </div>
      ))}
    </section>
  )
}
