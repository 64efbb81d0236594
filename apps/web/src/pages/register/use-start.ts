import type { Problem } from '@vitrina/contract'
import { useRef, useState } from 'preact/hooks'
import { type FieldState, focusFirstError } from '../../parts/use-field.ts'
import { phoneToSend } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'

interface Start {
  /** By the names under which the server complains of them. */
  fields: Record<string, FieldState>
  /** What the checks of the fields need, and may do without. */
  prepare?: () => Promise<void>
  start: () => Promise<void>
}

/** A form that begins a verification: checked, sent, and its refusals shown where they belong. */
export function useStart({ fields, prepare, start }: Start) {
  const form = useRef<HTMLFormElement>(null)
  const [refused, setRefused] = useState<readonly string[]>([])
  const to = fields.phone ?? fields.email
  const sending = useSending(to?.value, to === fields.phone ? phoneToSend : (text) => text.trim().toLowerCase())

  function refuse(problem: Problem) {
    const ours = firstOfEach(problem.errors ?? []).filter(({ field }) => Object.hasOwn(fields, field))
    for (const { field, code, message } of ours) fields[field]?.refuse(code, message)
    const common = ours.find(({ code }) => code === 'password_common')
    if (common) setRefused([...refused, fields[common.field]?.value ?? ''])
    if (ours.length) focusFirstError(form.current)
    else sending.show(problem)
  }

  async function act() {
    await prepare?.()
    const approved = Object.values(fields).map((field) => field.approve())
    if (approved.includes(false)) return focusFirstError(form.current)
    await start()
  }

  return {
    form,
    sending,
    /** Passwords that the server found too common. */
    refused,
    submit: () => void sending.send(act, refuse),
  }
}

// One thing at a time is put right; the first is the plainest.
function firstOfEach(errors: NonNullable<Problem['errors']>): NonNullable<Problem['errors']> {
  return errors.filter(({ field }, index) => errors.findIndex((other) => other.field === field) === index)
}
