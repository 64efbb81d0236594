import type { VerificationMethod } from '@vitrina/contract'
import { words } from '../language.ts'
import { shop } from '../shop.ts'
import { ButtonLink } from './button.tsx'
import { ways } from './way-words.ts'

/** Only in the demo, whose letters and SMS reach no mailbox and no phone of one's own. */
export function DemoInbox({ method }: { method: VerificationMethod }) {
  const inbox = inboxOf(method)
  if (!inbox?.address) return null
  return (
    <ButtonLink kind="quiet" href={inbox.address} target="_blank" rel="noopener" wide>
      {inbox.label}
      <span class="unseen">, {words.value.waiting.newTab}</span>
    </ButtonLink>
  )
}

function inboxOf(method: VerificationMethod) {
  const { demoMailbox, demoSms } = shop.value
  const { waiting } = ways.words.value
  if (method === 'email') return { address: demoMailbox, label: waiting.demoMailbox }
  return method === 'sms' ? { address: demoSms, label: waiting.demoSms } : undefined
}
