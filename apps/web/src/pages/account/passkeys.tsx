import type { Passkey } from '@vitrina/contract'
import type { PasskeyWords } from '@vitrina/contract/words/site/ru-passkeys'
import { useEffect } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { passkeyPlace } from '../../parts/passkey-ceremony.ts'
import { PasskeyElsewhere } from '../../parts/passkey-elsewhere.tsx'
import { PasskeyNotice } from '../../parts/passkey-notice.tsx'
import { dropPasskeys, loadPasskeys, passkeys } from '../../parts/passkey-store.ts'
import { usePasskeyWords } from '../../parts/passkey-words.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useAddingPasskey } from '../../parts/use-adding-passkey.ts'
import { useRetry } from '../../parts/use-retry.ts'
import { PasskeyItem } from './passkey-item.tsx'
import { useOwn } from './use-own.ts'
import './passkeys.css'

// The server counts too; here it spares the question.
const MOST = 10

/** The keys that open the account without a password; nothing where the shop can have none. */
export function Passkeys() {
  const say = usePasskeyWords()
  if (!say || passkeyPlace() === 'nowhere') return null
  return (
    <Card heading={say.title}>
      <p class="soft">{say.lead}</p>
      <List say={say} />
    </Card>
  )
}

function List({ say }: { say: PasskeyWords }) {
  const { problem, load } = useOwn(loadPasskeys)
  const { fault } = words.value
  useEffect(() => dropPasskeys, [])
  const items = passkeys.value
  useRetry(!items && problem?.status === 0, load)
  if (items) return <Keys say={say} items={items} />
  if (!problem) return <Skeleton lines={2} />
  return (
    <>
      <ProblemNotice problem={problem} />
      <Button kind="quiet" onClick={() => void load()}>
        {fault.again}
      </Button>
    </>
  )
}

function Keys({ say, items }: { say: PasskeyWords; items: Passkey[] }) {
  const place = passkeyPlace()
  return (
    <>
      {items.length > 0 ? (
        <ul>
          {items.map((passkey) => (
            <PasskeyItem key={passkey.id} say={say} passkey={passkey} />
          ))}
        </ul>
      ) : (
        <p>{say.none}</p>
      )}
      {place === 'elsewhere' && <PasskeyElsewhere />}
      {place === 'unsupported' && <p class="soft">{say.unsupported}</p>}
      {place === 'here' && (items.length < MOST ? <Add say={say} /> : <p class="soft">{say.full}</p>)}
    </>
  )
}

function Add({ say }: { say: PasskeyWords }) {
  const { sending, failure, add } = useAddingPasskey(say.added)
  return (
    <>
      <PasskeyNotice say={say} sending={sending} failure={failure} />
      <Button kind="quiet" busy={sending.busy} paused={sending.pause !== undefined} onClick={add}>
        {say.add}
      </Button>
    </>
  )
}
