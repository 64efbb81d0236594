import type { Passkey } from '@vitrina/contract'
import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useState } from 'preact/hooks'
import { serverNow } from '../../clock.ts'
import { words } from '../../language.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'
import { PasskeyNameForm } from './passkey-name-form.tsx'
import { RemovePasskey } from './remove-passkey.tsx'

/** One passkey of the account. */
export function PasskeyItem({ say, passkey }: { say: PasskeyWords; passkey: Passkey }) {
  const [naming, setNaming] = useState(false)
  const { ago, date } = words.value
  const name = passkey.name ?? say.unnamed
  const used = passkey.lastUsedAt && ago(Math.max(0, serverNow() - Date.parse(passkey.lastUsedAt)))
  return (
    <li class="passkey">
      <Icon name="key" size={24} />
      <div class="passkey-words">
        {naming ? (
          <PasskeyNameForm say={say} passkey={passkey} onDone={() => setNaming(false)} />
        ) : (
          <>
            <h3>{name}</h3>
            <p class="soft">{say.made(date(new Date(passkey.createdAt)))}</p>
            <p class="soft">{used ? say.used(used) : say.unused}</p>
            {passkey.backedUp && <Badge good>{say.synced}</Badge>}
          </>
        )}
      </div>
      {!naming && (
        <div class="passkey-acts">
          <Button kind="plain" aria-label={say.renameLabel(name)} onClick={() => setNaming(true)}>
            {say.rename}
          </Button>
          <RemovePasskey say={say} id={passkey.id} name={name} />
        </div>
      )}
    </li>
  )
}
