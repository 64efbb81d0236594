import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { knownIdentifier } from '../../parts/known-identifier.ts'
import { ways } from '../../parts/way-words.ts'
import { withNext } from '../../routes.ts'

interface UsedProps {
  state: VerificationState
  /** As it was typed here, for the next try. */
  typedTo: string
}

/** The code was right and has opened nothing here: the ways in that are left. */
export function Used({ state: { method }, typedTo }: UsedProps) {
  const { getCode, login: by, waiting } = ways.words.value
  const keep = () => knownIdentifier.write(typedTo)
  const login = withNext('/login', location.search)
  return (
    <DeadEnd heading={waiting.usedHeading} sudden>
      <p class="lead">{waiting.used}</p>
      <div class="waiting-else">
        {method === 'email' || method === 'sms' ? (
          <>
            <ButtonLink href={withNext(`/login?way=${method}`, location.search)} onClick={keep}>
              {getCode}
            </ButtonLink>
            <ButtonLink kind="plain" href={login} onClick={keep}>
              {by.password}
            </ButtonLink>
          </>
        ) : (
          <ButtonLink href={login} onClick={keep}>
            {words.value.login.submit}
          </ButtonLink>
        )}
      </div>
    </DeadEnd>
  )
}
