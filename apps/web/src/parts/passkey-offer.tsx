import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useEffect, useState } from 'preact/hooks'
import { onDevice } from '../remember.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { passkeyPlace } from './passkey-ceremony.ts'
import { PasskeyNotice } from './passkey-notice.tsx'
import { passkeys } from './passkey-store.ts'
import { usePasskeyWords } from './passkey-words.ts'
import { useAddingPasskey } from './use-adding-passkey.ts'
import './passkey-offer.css'

const declined = onDevice<boolean>('passkey-declined')

/** Offers a passkey to whoever has none, on a device that can make one, until they say no here. */
export function PasskeyOffer() {
  const say = usePasskeyWords()
  const able = useAbleDevice()
  const [open, setOpen] = useState(() => !declined.read())
  if (!say || !able || !open || passkeys.value?.length !== 0) return null
  return (
    <Offer
      say={say}
      onLater={() => {
        declined.write(true)
        setOpen(false)
      }}
    />
  )
}

function Offer({ say, onLater }: { say: PasskeyWords; onLater: () => void }) {
  const { sending, failure, add } = useAddingPasskey(say.added)
  return (
    <aside class="passkey-offer" aria-labelledby="passkey-offer">
      <Icon name="key" size={24} />
      <div>
        <h2 id="passkey-offer">{say.offerTitle}</h2>
        <p class="soft">{say.offerText}</p>
        <PasskeyNotice say={say} sending={sending} failure={failure} />
        <div class="passkey-offer-choices">
          <Button kind="quiet" busy={sending.busy} onClick={add}>
            {say.add}
          </Button>
          <Button kind="plain" onClick={onLater}>
            {say.later}
          </Button>
        </div>
      </div>
    </aside>
  )
}

/** Whether this very device asks for a finger, a face or a code; a security key is added in the section below. */
function useAbleDevice(): boolean {
  const [able, setAble] = useState(false)
  useEffect(() => {
    if (passkeyPlace() !== 'here') return
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().then(setAble, () => {})
  }, [])
  return able
}
