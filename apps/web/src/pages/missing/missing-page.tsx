import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import type { Page } from '../../routes.ts'

function MissingPage() {
  const { missing } = words.value
  return (
    <DeadEnd heading={missing.title}>
      <p class="lead">{missing.text}</p>
      <ButtonLink href="/">{missing.home}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = { title: (words) => words.missing.title, View: MissingPage }
