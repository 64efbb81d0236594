import type { LetterView } from '../../src/mail/views.ts'
import { briefly } from '../dates.ts'
import { chosenId, listed } from './model.ts'
import { mailWords } from './words.ts'

/** Newest first. */
export function LetterList({ shown }: { shown: LetterView | undefined }) {
  return (
    <ul class="letters" aria-live="polite">
      {listed.value.map((letter) => (
        <li key={letter.id}>
          <Entry letter={letter} isShown={letter.id === shown?.id} />
        </li>
      ))}
    </ul>
  )
}

function Entry({ letter, isShown }: { letter: LetterView; isShown: boolean }) {
  const { id, to, from, subject, text, at } = letter
  return (
    <button
      type="button"
      class="entry"
      aria-current={isShown}
      onClick={() => {
        chosenId.value = id
      }}
    >
      <span class="entry-from">{from.name || from.address}</span>
      <time dateTime={new Date(at).toISOString()}>{briefly(new Date(at))}</time>
      <span class="entry-subject">{subject || mailWords().noSubject}</span>
      <span class="entry-text">{text.replace(/\s+/g, ' ').slice(0, 120)}</span>
      <span class="entry-to">{to}</span>
    </button>
  )
}
