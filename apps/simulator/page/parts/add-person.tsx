import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure, addPerson } from '../api.ts'
import { becomePerson } from '../model.ts'
import { language, languages, words } from '../words.ts'
import { Field } from './field.tsx'

/** The form for one more person; who was added is who one is then. */
export function AddPerson({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState<string>()
  const t = words()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    try {
      const person = await addPerson(
        Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim()])),
      )
      becomePerson(person.id)
      onDone()
    } catch (error) {
      setProblem(error instanceof ApiFailure && error.status === 0 ? t.unreachable : t.failed)
    }
  }

  return (
    <form class="form" onSubmit={submit}>
      <PersonFields />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="row">
        <button type="button" class="button quiet" onClick={onDone}>
          {t.cancel}
        </button>
        <button type="submit" class="button">
          {t.add}
        </button>
      </div>
    </form>
  )
}

function PersonFields() {
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const t = words()
  return (
    <>
      <Field label={t.firstName}>
        <input ref={first} name="firstName" required maxLength={64} autocomplete="off" />
      </Field>
      <Field label={t.lastName}>
        <input name="lastName" maxLength={64} autocomplete="off" />
      </Field>
      <Field label={t.phone} hint={t.phoneHint}>
        <input
          name="phone"
          type="tel"
          required
          pattern="\+?[0-9][0-9 \(\)\-]{4,23}"
          placeholder="+998 90 123 45 67"
          autocomplete="off"
        />
      </Field>
      <Field label={t.language}>
        <select name="languageCode">
          {languages.map(([code, name]) => (
            <option key={code} value={code} selected={code === language.peek()}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </>
  )
}
