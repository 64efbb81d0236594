import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { EmptyWindow } from '../../parts/empty-window.tsx'
import type { Page } from '../../routes.ts'

function MissingPage() {
  const { missing } = words.value
  return (
    <div class="narrow">
      <EmptyWindow />
      <h1 tabIndex={-1}>{missing.title}</h1>
      <p class="lead">{missing.text}</p>
      <ButtonLink href="/">{missing.home}</ButtonLink>
    </div>
  )
}

export const page: Page = { title: (words) => words.missing.title, View: MissingPage }
