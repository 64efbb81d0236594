import { useState } from 'preact/hooks'
import type { PersonView } from '../../src/control/page-types.ts'
import { becomePerson, bot, payload } from '../model.ts'
import { phoneText } from '../phone-text.ts'
import { connected } from '../stream.ts'
import { words } from '../words.ts'
import { AddPerson } from './add-person.tsx'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { LanguageChoice } from './language-choice.tsx'

/** Asks who sits before the phone. */
export function PeoplePicker({ people }: { people: PersonView[] | undefined }) {
  const [adding, setAdding] = useState(false)
  const t = words()
  return (
    <section class="picker" aria-labelledby="who">
      <Question />
      {!connected.value && (
        <p class="problem" role="alert">
          {t.unreachable}
        </p>
      )}
      {people?.length === 0 && !adding && <p class="nothing">{t.noPeople}</p>}
      <ul class="people" aria-busy={people === undefined}>
        {people?.map((person) => (
          <li key={person.id}>
            <button type="button" class="person" onClick={() => becomePerson(person.id)}>
              <Avatar id={person.id} name={fullName(person)} />
              <span class="person-name">{fullName(person)}</span>
              <span class="person-phone">{phoneText(person.phone)}</span>
              <span class="person-language">{person.languageCode.toUpperCase()}</span>
            </button>
          </li>
        ))}
      </ul>
      {adding ? (
        <AddPerson onDone={() => setAdding(false)} />
      ) : (
        <button type="button" class="button quiet" onClick={() => setAdding(true)}>
          <Icon name="plus" /> {t.addPerson}
        </button>
      )}
      <footer class="narrow-only">
        <p>{t.about}</p>
        <LanguageChoice />
        {bot.value?.siteUrl && <a href={bot.value.siteUrl}>{t.backToSite}</a>}
      </footer>
    </section>
  )
}

function Question() {
  const t = words()
  return (
    <header>
      <h1 id="who">{t.whoAreYou}</h1>
      <p>{t.whoHint}</p>
      {payload.value !== undefined && bot.value && (
        <p class="destination">
          <Icon name="outside" /> {bot.value.name} <span>@{bot.value.username}</span>
        </p>
      )}
    </header>
  )
}

export function fullName(person: { firstName: string; lastName?: string }): string {
  return [person.firstName, person.lastName].filter(Boolean).join(' ')
}
