import { useState } from 'preact/hooks'
import type { LetterView } from '../../src/mail/views.ts'
import { copyText } from '../copy.ts'
import { dayText, timeText } from '../dates.ts'
import { Icon } from '../parts/icons.tsx'
import { chosenId } from './model.ts'
import { mailWords } from './words.ts'

/** One letter: who wrote what to whom, a code in it at hand, and the letter as its reader would see it. */
export function Letter({ letter }: { letter: LetterView }) {
  const [asText, setAsText] = useState(!letter.hasHtml)
  const t = mailWords()
  const code = /(?<!\d)\d{6}(?!\d)/.exec(letter.text)?.[0]
  return (
    <article class="letter">
      <LetterHead letter={letter} />
      <div class="letter-tools">
        {code && <Code code={code} />}
        {letter.hasHtml && (
          <fieldset class="shown-as">
            <legend class="hidden">{t.shownAs}</legend>
            <Choice label={t.asLetter} isChosen={!asText} onChoose={() => setAsText(false)} />
            <Choice label={t.asText} isChosen={asText} onChoose={() => setAsText(true)} />
          </fieldset>
        )}
      </div>
      {asText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and not everybody has a wheel
        <pre class="letter-text" tabIndex={0}>
          {letter.text}
        </pre>
      ) : (
        // Whatever the letter is, it runs nothing, reaches nothing and is nobody's origin.
        <iframe
          class="letter-html"
          title={letter.subject}
          src={`/simulator/mail/letters/${letter.id}/html`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
    </article>
  )
}

function LetterHead({ letter: { subject, from, to, at } }: { letter: LetterView }) {
  const t = mailWords()
  const date = new Date(at)
  return (
    <header class="letter-head">
      <button
        type="button"
        class="icon-button to-list"
        aria-label={t.backToList}
        onClick={() => {
          chosenId.value = undefined
        }}
      >
        <Icon name="back" />
      </button>
      <h2>{subject || t.noSubject}</h2>
      <dl>
        <dt>{t.from}</dt>
        <dd>
          {from.name} <span>&lt;{from.address}&gt;</span>
        </dd>
        <dt>{t.to}</dt>
        <dd>{to}</dd>
      </dl>
      <time dateTime={date.toISOString()}>
        {dayText(date)}, {timeText(date)}
      </time>
    </header>
  )
}

function Code({ code }: { code: string }) {
  const t = mailWords()
  return (
    <button type="button" class="code" onClick={() => void copyText(code)}>
      <span class="hidden">{t.code}: </span>
      <span class="digits">{code}</span>
      <Icon name="copy" />
      <b>{t.copy}</b>
    </button>
  )
}

function Choice({ label, isChosen, onChoose }: { label: string; isChosen: boolean; onChoose: () => void }) {
  return (
    <label>
      <input type="radio" name="shown-as" checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
    </label>
  )
}
