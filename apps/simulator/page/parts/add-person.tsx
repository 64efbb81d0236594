import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure, addPerson } from '../api.ts'
import { becomePerson, loadPeople } from '../model.ts'
import { language, languages, words } from '../words.ts'

/** The form for one more person; who was added is who one is then. */
export function AddPerson({ onDone }: { onDone: () => void }) {
  const [problem, setProblem] = useState<string>()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const t = words()

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget as HTMLFormElement)
    try {
      const person = await addPerson(
        Object.fromEntries([...fields].map(([name, value]) => [name, String(value).trim()])),
      )
      await loadPeople()
      becomePerson(person.id)
      onDone()
    } catch (error) {
      setProblem(error instanceof ApiFailure && error.status === 0 ? t.unreachable : t.failed)
    }
  }

  return (
    <form class="form" onSubmit={submit}>
      <label class="field">
        <span>{t.firstName}</span>
        <input ref={first} name="firstName" required maxLength={64} autocomplete="off" />
      </label>
      <label class="field">
        <span>{t.lastName}</span>
        <input name="lastName" maxLength={64} autocomplete="off" />
      </label>
      <label class="field">
        <span>{t.phone}</span>
        <input
          name="phone"
          type="tel"
          required
          pattern="\+?[0-9][0-9 \(\)\-]{4,23}"
          placeholder="+998 90 123 45 67"
          aria-describedby="phone-hint"
          autocomplete="off"
        />
        <small id="phone-hint">{t.phoneHint}</small>
      </label>
      <label class="field">
        <span>{t.language}</span>
        <select name="languageCode">
          {languages.map(([code, name]) => (
            <option key={code} value={code} selected={code === language.peek()}>
              {name}
            </option>
          ))}
        </select>
      </label>
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
