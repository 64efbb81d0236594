import type { VerificationState } from '@vitrina/contract'
import { words } from '../../language.ts'
import { unbroken } from '../../parts/unbroken.ts'
import { ways } from '../../parts/way-words.ts'
import { carriedWords, codeWords } from './carried-words.ts'

interface Wait {
  heading: string
  lead: string
  /** Of the way through Telegram; a code that comes by itself has none. */
  steps: readonly string[] | undefined
  /** To whom the code goes, as far as it is known. */
  to: string
}

/** What the page says of itself: what is waited for, and where it goes. */
export function describeWait(state: VerificationState, typed: string): Wait {
  const { method, status, sentTo } = state
  const { steps, heading, lead } = beforeCode(state)
  // It has been typed by then, and the page is about to go.
  const isCodeOut = status === 'code_sent' || status === 'verified'
  const to = unbroken(typed || (sentTo ?? ''))
  if (!isCodeOut) return { heading, lead: lead(to), steps, to }
  const code = codeWords(method)
  // Of a name in Telegram the sentence about the number would be wrong.
  const canName = to !== '' && method !== 'telegram_code'
  return { heading: code.heading, lead: canName ? code.lead(to) : code.leadPlain, steps, to }
}

function beforeCode({ method, codeRefused }: VerificationState) {
  const { waiting } = words.value
  const say = ways.words.value.waiting
  const carried = carriedWords(method)
  if (carried) {
    const heading = codeRefused ? carried.refusedHeading : carried.sendingHeading
    return { heading, lead: (to: string) => to, steps: undefined }
  }
  if (method === 'telegram_contact') {
    const lead = (to: string) => (to ? waiting.lead(to) : waiting.leadPlain)
    return { heading: waiting.heading, lead, steps: waiting.steps }
  }
  const steps = method === 'telegram_code' ? say.steps : waiting.steps
  return { heading: say.nameHeading, lead: () => say.nameLead, steps }
}
