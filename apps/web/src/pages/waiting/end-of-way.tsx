import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { ways } from '../../parts/way-words.ts'
import { draft } from '../register/draft.ts'
import { underWay } from './under-way.ts'

interface EndOfWayProps {
  id: string
  kind: 'expired' | 'denied' | 'passedOn' | 'foreign'
}

/** A registration that will not go on, why, and the way to another try. */
export function EndOfWay({ id, kind }: EndOfWayProps) {
  const { waiting } = words.value
  const { expired, passedOnHeading, passedOnText } = ways.words.value.waiting
  const from = underWay.from(id)
  // The usual way alone asks for a password that has to be typed again.
  const kept = /[?&]way=/.test(from) ? expired : waiting.expiredText
  const [heading, text, again] = {
    expired: [waiting.expiredHeading, draft.read() ? kept : waiting.expiredPlain, waiting.tryAgain],
    passedOn: [passedOnHeading, passedOnText, waiting.startOver],
    denied: [waiting.deniedHeading, waiting.deniedText, waiting.startOver],
    foreign: [waiting.lostHeading, waiting.lostText, waiting.startOver],
  }[kind] as [string, string, string]
  return (
    <DeadEnd heading={heading} sudden>
      <p class="lead">{text}</p>
      <ButtonLink href={from}>{again}</ButtonLink>
    </DeadEnd>
  )
}
