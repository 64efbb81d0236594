import type { Customer } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { PasswordForm } from '../../parts/password-form.tsx'
import { api, session } from '../../site.ts'

/** Whether there is a password, and how to set another. */
export function PasswordSheet({ customer }: { customer: Customer }) {
  const [open, setOpen] = useState(false)
  const { password } = cabinet.value
  const { hasPassword, phone, email } = customer
  const isNameless = phone === null && email === null
  const { has, hasNot } = isNameless ? { has: password.hasNameless, hasNot: password.hasNotNameless } : password

  async function saved() {
    setOpen(false)
    session.update(await api.get('/api/me'))
  }

  return (
    <Card heading={password.heading}>
      <p class="soft">{hasPassword ? has : hasNot}</p>
      {open ? (
        <PasswordForm hasPassword={hasPassword} onSaved={saved}>
          <Button kind="quiet" onClick={() => setOpen(false)}>
            {words.value.account.cancel}
          </Button>
        </PasswordForm>
      ) : (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {hasPassword ? password.change : password.set}
        </Button>
      )}
    </Card>
  )
}
