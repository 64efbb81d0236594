import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { removePasskey } from '../../parts/passkey-store.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { withProof } from '../../parts/step-up.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSending } from '../../parts/use-sending.ts'

/** Removes a passkey after asking once; a refusal is told where it was asked. */
export function RemovePasskey({ say, id, name }: { say: PasskeyWords; id: string; name: string }) {
  const [asking, setAsking] = useState(false)
  const sending = useSending()
  const { account } = words.value

  async function remove() {
    const done = await withProof(async () => {
      await removePasskey(id)
      return true
    })
    if (done) toast(say.removed)
  }

  function close() {
    setAsking(false)
    sending.show(undefined)
  }

  return (
    <>
      <Button kind="plain" aria-label={say.removeLabel(name)} onClick={() => setAsking(true)}>
        {say.remove}
      </Button>
      {asking && (
        <Dialog heading={say.removeTitle(name)} onClose={close}>
          <p>{say.removeText}</p>
          <ProblemNotice problem={sending.problem} pause={sending.pause} />
          <div class="dialog-choices">
            <Button busy={sending.busy} paused={sending.pause !== undefined} onClick={() => void sending.send(remove)}>
              {say.remove}
            </Button>
            <Button kind="quiet" onClick={close}>
              {account.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
