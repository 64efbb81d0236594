import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { draft } from '../register/draft.ts'

/** A registration that will not go on, why, and the way to another try. */
export function EndOfWay({ kind }: { kind: 'expired' | 'denied' | 'foreign' }) {
  const { waiting } = words.value
  const [heading, text, again] = {
    expired: [waiting.expiredHeading, draft.read() ? waiting.expiredText : waiting.expiredPlain, waiting.tryAgain],
    denied: [waiting.deniedHeading, waiting.deniedText, waiting.startOver],
    foreign: [waiting.lostHeading, waiting.lostText, waiting.startOver],
  }[kind] as [string, string, string]
  return (
    <DeadEnd heading={heading} sudden>
      <p class="lead">{text}</p>
      <ButtonLink href="/register">{again}</ButtonLink>
    </DeadEnd>
  )
}
