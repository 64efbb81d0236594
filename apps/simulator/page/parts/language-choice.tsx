import { chooseLanguage, type Language, language, languages, words } from '../words.ts'

export function LanguageChoice() {
  return (
    <label class="field inline">
      <span>{words().language}</span>
      <select value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
        {languages.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
