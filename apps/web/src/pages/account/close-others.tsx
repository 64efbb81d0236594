import { useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'

/** Signs out everywhere else, after asking once. */
export function CloseOthers({ onClose }: { onClose: () => Promise<void> }) {
  const [asking, setAsking] = useState(false)
  const { account } = words.value
  return (
    <>
      <Button kind="quiet" onClick={() => setAsking(true)}>
        {account.signOutOthers}
      </Button>
      {asking && (
        <Dialog heading={account.othersTitle} onClose={() => setAsking(false)}>
          <p>{account.othersText}</p>
          <div class="dialog-choices">
            <Button
              onClick={() => {
                setAsking(false)
                void onClose()
              }}
            >
              {account.signOutOthers}
            </Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {account.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
