import type { Logins } from '@vitrina/contract/own-login'
import type { ComponentChildren } from 'preact'
import { Form, Submit } from '../../parts/form.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import type { FieldState } from '../../parts/use-field.ts'
import { ways } from '../../parts/way-words.ts'
import { NameField } from './name-field.tsx'
import { StrengthHint } from './strength-hint.tsx'
import type { useStart } from './use-start.ts'

type CodeWayProps = ReturnType<typeof useStart> & {
  /** Where the code goes, as what the account is then found by. */
  logins: Logins
  name: FieldState
  password: FieldState
  /** The field for where the code goes. */
  children: ComponentChildren
}

/** What registering by mail and by SMS have in common. */
export function CodeWayForm({ form, sending, refused, submit, logins, name, password, children }: CodeWayProps) {
  const { passwordIfWanted, passwordHint, getCode } = ways.words.value
  const known = { name: name.value, logins, refused }
  const hint = password.value ? <StrengthHint password={password.value} known={known} /> : passwordHint
  return (
    <Form formRef={form} onSubmit={submit}>
      {children}
      <NameField field={name} />
      <PasswordField field={password} purpose="new-password" hint={hint} optional={passwordIfWanted} />
      <Submit sending={sending}>{getCode}</Submit>
    </Form>
  )
}
