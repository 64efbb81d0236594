import type { Problem } from '@vitrina/contract'
import { useRef } from 'preact/hooks'
import { words } from '../../language.ts'
import { CODE_LENGTH } from '../../parts/code-field.tsx'
import { focusFirstError, useField } from '../../parts/use-field.ts'
import { checkDialled, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { api, signIn } from '../../site.ts'

/** The number and the code, and their sending; the session opens when they are right. */
export function useBotCode() {
  const phone = useDialledNumber()
  const code = useField((text) => (text.length === CODE_LENGTH ? undefined : 'code_malformed'), '', { forgiving: true })
  const form = useRef<HTMLFormElement>(null)
  const tried = useRef<string>()
  const refused = useRef<string>()
  const unanswered = useRef<string>()
  const sending = useSending()

  // Emptied, so that what is typed next is a code from its first digit on.
  function sayWrong() {
    const { used, wrong } = words.value.botCode
    code.set('')
    code.refuse('code_rejected', unanswered.current === tried.current ? used : wrong)
    focusFirstError(form.current)
  }

  function refuse(problem: Problem) {
    if (problem.status === 401) {
      refused.current = tried.current
      return sayWrong()
    }
    // The code may have been taken all the same, and is refused from then on.
    if (problem.status === 0) unanswered.current = tried.current
    const wrong = problem.errors?.find(({ field }) => field === 'phone')
    if (!wrong) return sending.show(problem)
    phone.refuse(wrong.code, wrong.message)
    focusFirstError(form.current)
  }

  async function enter(typed: string) {
    await fetchPhoneTools()
    const approved = [phone.approve(), code.approve(typed)]
    if (approved.includes(false)) return focusFirstError(form.current)
    const body = { phone: phoneToSend(phone.value), code: typed }
    tried.current = `${body.phone} ${typed}`
    // Refused before, it would be refused again and cost another attempt.
    if (refused.current === tried.current) return sayWrong()
    const opened = await api.post('/api/auth/bot-code', { body })
    // The router sees a signed-in person on a guest's page and goes on by itself.
    await signIn(opened)
  }

  const submit = (typed: string) => sending.send(() => enter(typed), refuse)
  return {
    phone,
    code,
    form,
    sending,
    submit,
    /** The sixth digit sends it, unless the number is still to come. */
    submitWhole: (typed: string) => (checkDialled(phone.value) ? undefined : submit(typed)),
  }
}

/** What cannot become right any more is said at once; what is only not whole, when it is left. */
function useDialledNumber() {
  const field = useField(checkDialled, '', { forgiving: true })
  return {
    ...field,
    set(text: string) {
      field.set(text)
      if (checkDialled(text) === 'phone_invalid') field.approve(text)
    },
  }
}
