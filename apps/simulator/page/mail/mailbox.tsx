import { useSignalEffect } from '@preact/signals'
import { bot } from '../model.ts'
import { Field } from '../parts/field.tsx'
import { Icon } from '../parts/icons.tsx'
import { LanguageChoice } from '../parts/language-choice.tsx'
import { Toast } from '../parts/notices.tsx'
import { connected } from '../stream.ts'
import { words } from '../words.ts'
import { Letter } from './letter.tsx'
import { LetterList } from './letter-list.tsx'
import { addressee, addresses, chosen, chosenId, letters, listed, markSeen } from './model.ts'
import { mailWords } from './words.ts'

/** The box of everybody: the letters on one side, the one that is read on the other; one of both on a phone. */
export function Mailbox() {
  useSignalEffect(markSeen)
  const t = mailWords()
  const isEmpty = letters.value?.length === 0
  // Where both have room the newest is shown unasked; on a phone it would hide the list.
  const shown = chosen.value ?? listed.value[0]
  return (
    <main class={`mailbox${chosen.value ? ' reading' : ''}${isEmpty ? ' bare' : ''}`}>
      <h1 class="hidden">{t.title}</h1>
      <section class="box" aria-label={t.letters}>
        <header class="box-head">
          <h2>{t.label}</h2>
          <p>{t.about}</p>
          {addresses.value.length > 1 && <Addressee />}
        </header>
        {!connected.value && (
          <p class="problem" role="alert">
            {words().unreachable}
          </p>
        )}
        {isEmpty ? <Nothing /> : <LetterList shown={shown} />}
        <footer class="box-foot">
          <LanguageChoice />
          {bot.value?.siteUrl && <a href={bot.value.siteUrl}>{words().backToSite}</a>}
        </footer>
      </section>
      <section class="reader" aria-label={t.asLetter}>
        {shown && <Letter key={shown.id} letter={shown} />}
      </section>
      <Toast />
    </main>
  )
}

function Addressee() {
  const t = mailWords()
  return (
    <Field label={t.addressee}>
      <select
        value={addressee.value}
        onChange={(event) => {
          addressee.value = event.currentTarget.value
          chosenId.value = undefined
        }}
      >
        <option value="">{t.everybody}</option>
        {addresses.value.map((address) => (
          <option key={address} value={address}>
            {address}
          </option>
        ))}
      </select>
    </Field>
  )
}

function Nothing() {
  const t = mailWords()
  return (
    <div class="no-letters">
      <Icon name="letter" />
      <h3>{t.emptyTitle}</h3>
      <p>{t.empty}</p>
    </div>
  )
}
