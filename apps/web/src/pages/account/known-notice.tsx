import type { Customer } from '@vitrina/contract'
import { cabinet } from '../../cabinet-words.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { passwordIgnored } from '../../site.ts'

/** Says to whoever has just registered that they had an account, and that the password typed now is not its. */
export function KnownNotice({ customer }: { customer: Customer }) {
  const { known } = cabinet.value
  return (
    <section role="status" aria-label={passwordIgnored.value ? known.heading : undefined}>
      {passwordIgnored.value && (
        <Notice>
          <h2>{known.heading}</h2>
          <p>{customer.hasPassword ? known.kept : known.none}</p>
          <Button
            kind="plain"
            onClick={() => {
              passwordIgnored.value = false
            }}
          >
            {known.fine}
          </Button>
        </Notice>
      )}
    </section>
  )
}
