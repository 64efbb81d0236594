import { useEffect, useRef, useState } from 'preact/hooks'
import type { PersonView } from '../../src/control/page-types.ts'
import { doIt, people } from '../model.ts'
import { words } from '../words.ts'
import { Field } from './field.tsx'
import { fullName } from './people-picker.tsx'

/** Chooses whose card to send: somebody's in Telegram, which carries their id, or one from the address book. */
export function CardForm({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const others = (people.value ?? []).filter((other) => other.id !== person.id)
  const [owner, setOwner] = useState(others[0] ? String(others[0].id) : '')
  useEffect(() => dialog.current?.showModal(), [])
  const t = words()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    const known = others.find((other) => String(other.id) === owner)
    const card = known
      ? { phoneNumber: known.phone, userId: known.id }
      : { phoneNumber: String(fields.get('phone')).trim(), firstName: String(fields.get('name')).trim() }
    if (await doIt('card', { ...card, forwarded: fields.get('forwarded') === 'on' })) dialog.current?.close()
  }

  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="card-title" onClose={onDone}>
      <form class="form" onSubmit={submit}>
        <h2 id="card-title">{t.shareForeign}</h2>
        <p>{t.foreignHint}</p>
        <Owner people={others} owner={owner} onChoose={setOwner} />
        {owner === '' && <BookEntry />}
        <label class="check">
          <input type="checkbox" name="forwarded" /> {t.forwarded}
        </label>
        <div class="row">
          <button type="button" class="button quiet" onClick={() => dialog.current?.close()}>
            {t.cancel}
          </button>
          <button type="submit" class="button">
            {t.sendCard}
          </button>
        </div>
      </form>
    </dialog>
  )
}

function Owner(props: { people: PersonView[]; owner: string; onChoose: (owner: string) => void }) {
  const t = words()
  return (
    <Field label={t.contact}>
      <select value={props.owner} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        <optgroup label={t.fromPeople}>
          {props.people.map((person) => (
            <option key={person.id} value={person.id}>
              {fullName(person)}
            </option>
          ))}
        </optgroup>
        <option value="">{t.fromBook}</option>
      </select>
    </Field>
  )
}

function BookEntry() {
  const t = words()
  return (
    <>
      <Field label={t.name}>
        <input name="name" required maxLength={64} autocomplete="off" />
      </Field>
      <Field label={t.phone}>
        <input name="phone" type="tel" required minLength={3} maxLength={40} autocomplete="off" />
      </Field>
    </>
  )
}
