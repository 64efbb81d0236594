import type { ComponentChildren, Ref } from 'preact'
import { Button } from './button.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import type { Sending } from './use-sending.ts'
import './form.css'

interface FormProps {
  onSubmit: () => void
  children: ComponentChildren
  formRef?: Ref<HTMLFormElement>
}

/** Fields sent together. The browser's own bubbles are off: errors stand beside their fields. */
export function Form({ onSubmit, children, formRef }: FormProps) {
  return (
    <form
      class="form"
      ref={formRef ?? null}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** Why the last sending failed, and the button for the next. */
export function Submit({ sending, children }: { sending: Sending; children: ComponentChildren }) {
  const { busy, problem, pause } = sending
  return (
    <>
      <ProblemNotice problem={problem} pause={pause} />
      <Button type="submit" busy={busy} paused={pause !== undefined} wide>
        {children}
      </Button>
    </>
  )
}
