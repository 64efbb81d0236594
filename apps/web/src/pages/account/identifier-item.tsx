import type { Identifier } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { cabinet } from '../../cabinet-words.ts'
import { words } from '../../language.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { withProof } from '../../parts/step-up.tsx'
import { toast } from '../../parts/toast.tsx'
import { showPhone } from '../../parts/use-phone-tools.ts'
import { useSending } from '../../parts/use-sending.ts'
import { shell } from '../../shell/shell.ts'
import { shop } from '../../shop.ts'
import { api, session } from '../../site.ts'
import type { Kind } from './identifiers.tsx'
import { SharePhone } from './share-phone.tsx'

interface ItemProps {
  kind: Kind
  item: Identifier | undefined
  /** Nothing proven would be left without it. */
  isLast: boolean
  onAdd: () => void
  onRemoved: () => Promise<void>
}

/** One of them, or the place where it would stand. */
export function IdentifierItem({ kind, item, isLast, onAdd, onRemoved }: ItemProps) {
  const [removing, setRemoving] = useState(false)
  const { identifiers } = cabinet.value
  const name = identifiers.kinds[kind]
  const adding = item ? (item.verified ? identifiers.change : identifiers.verify) : addWord(kind)
  const canAdd = isProvable(kind) && !(kind === 'telegram' && item)
  // Inside Telegram its own number is at one tap, and this is the only place that asks for it.
  const sharesPhone = kind === 'phone' && !item && shell.askPhone !== undefined
  const removeWord = kind === 'telegram' ? identifiers.unlink : identifiers.remove
  return (
    <li class="identifier">
      <div>
        <h3>{name}</h3>
        {item ? <Value item={item} /> : <p class="soft">{identifiers.none[kind]}</p>}
      </div>
      <div class="identifier-acts">
        {sharesPhone && <SharePhone />}
        {canAdd && (
          <Button kind="plain" aria-label={identifiers.label(adding, name)} onClick={onAdd}>
            {adding}
          </Button>
        )}
        {item && !(item.verified && isLast) && (
          <Button kind="plain" aria-label={identifiers.label(removeWord, name)} onClick={() => setRemoving(true)}>
            {removeWord}
          </Button>
        )}
      </div>
      {removing && <Removing kind={kind} onClose={() => setRemoving(false)} onRemoved={onRemoved} />}
    </li>
  )
}

function addWord(kind: Kind): string {
  const { link, another, add } = cabinet.value.identifiers
  if (kind === 'telegram') return link
  return kind === 'phone' && shell.askPhone ? another : add
}

/** Whether this shop can have it proven at all. */
function isProvable(kind: Kind): boolean {
  const { methods } = shop.value
  if (kind === 'email') return methods.includes('email')
  if (kind === 'phone') return methods.includes('sms') || methods.includes('telegram_contact')
  return methods.includes('telegram_name')
}

function Value({ item }: { item: Identifier }) {
  const { identifiers } = cabinet.value
  const { kind, value, verified } = item
  // A Telegram without a name is known by a number that tells nobody anything.
  const shown = kind === 'phone' ? showPhone(value) : /^\d+$/.test(value) ? '' : value
  const state = kind === 'telegram' ? words.value.account.linked : identifiers.verified
  return (
    <>
      <p class={kind === 'phone' ? 'figures' : undefined}>
        {shown} <Badge good={verified}>{verified ? state : identifiers.unverified}</Badge>
      </p>
      {!verified && <p class="soft small">{identifiers.unverifiedHint}</p>}
    </>
  )
}

interface RemovingProps {
  kind: Kind
  onClose: () => void
  onRemoved: () => Promise<void>
}

function Removing({ kind, onClose, onRemoved }: RemovingProps) {
  const sending = useSending()
  const isUnlinking = kind === 'telegram'
  const { identifiers } = cabinet.value
  async function remove() {
    const done = await withProof(async () => {
      await api.del('/api/me/identifiers/:kind', { kind })
      return true
    })
    if (!done) return
    session.update(await api.get('/api/me'))
    await onRemoved()
    toast(identifiers.removed)
    onClose()
  }
  return (
    <Dialog heading={identifiers.removeTitle[kind]} onClose={onClose}>
      <p>{isUnlinking ? identifiers.unlinkText : identifiers.removeText}</p>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <div class="dialog-choices">
        <Button busy={sending.busy} onClick={() => void sending.send(remove)}>
          {isUnlinking ? identifiers.unlink : identifiers.remove}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.value.account.cancel}
        </Button>
      </div>
    </Dialog>
  )
}
