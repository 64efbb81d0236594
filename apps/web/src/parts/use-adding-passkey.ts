import { useState } from 'preact/hooks'
import type { PasskeyFailure } from './passkey-ceremony.ts'
import { addPasskey } from './passkey-store.ts'
import { withProof } from './step-up.tsx'
import { toast } from './toast.tsx'
import { useSending } from './use-sending.ts'

/** Adding a passkey: whether it is under way and what it failed of; `done` is said when it did not. */
export function useAddingPasskey(done: string) {
  const sending = useSending()
  const [failure, setFailure] = useState<PasskeyFailure>()

  function add(): void {
    setFailure(undefined)
    void sending.send(async () => {
      const outcome = await withProof(async () => ({ failed: await addPasskey() }))
      if (!outcome) return
      setFailure(outcome.failed)
      if (!outcome.failed) toast(done)
    })
  }

  return { sending, failure, add }
}
