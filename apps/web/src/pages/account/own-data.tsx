import { useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { noteAct } from '../../parts/account-acts.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { withProof } from '../../parts/step-up.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { navigate } from '../../router.tsx'
import { api, session } from '../../site.ts'

/** Everything that is kept about the person, as a file; and the end of it. */
export function OwnData() {
  const [erasing, setErasing] = useState(false)
  const sending = useSending()
  const { data } = cabinet.value

  async function download() {
    const held = await withProof(() => api.get('/api/me/export'))
    if (!held) return
    noteAct()
    saveFile(data.file, JSON.stringify(held, null, 2))
    toast(data.downloaded)
  }

  return (
    <Card heading={data.heading}>
      <p class="soft">{data.lead}</p>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <div class="choices">
        <Button kind="quiet" busy={sending.busy} onClick={() => void sending.send(download)}>
          {data.download}
        </Button>
        <Button kind="plain" onClick={() => setErasing(true)}>
          {data.erase}
        </Button>
      </div>
      {erasing && <Erasing onClose={() => setErasing(false)} />}
    </Card>
  )
}

function Erasing({ onClose }: { onClose: () => void }) {
  const sending = useSending()
  const { data } = cabinet.value
  async function erase() {
    const done = await withProof(async () => {
      await api.del('/api/me')
      return true
    })
    if (!done) return
    // From the private page first, lest the guest be asked to sign in.
    navigate('/')
    session.forget()
    toast(data.erased)
  }
  return (
    <Dialog heading={data.eraseTitle} onClose={onClose}>
      <p>{data.eraseText}</p>
      <ul class="points">
        {data.erasePoints.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <div class="dialog-choices">
        <Button onClick={onClose}>{data.keep}</Button>
        <Button kind="quiet" busy={sending.busy} onClick={() => void sending.send(erase)}>
          {data.eraseConfirm}
        </Button>
      </div>
    </Dialog>
  )
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
