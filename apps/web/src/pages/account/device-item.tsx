import type { Device } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { serverNow } from '../../clock.ts'
import { words } from '../../language.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Icon } from '../../parts/icon.tsx'

const handheld = /android|ios|iphone|ipad/i

/** One place where the account is open. */
export function DeviceItem({ device, onClose }: { device: Device; onClose: () => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const { account, ago } = words.value
  const { browser, system, network, current } = device
  const name = browser && system ? account.on(browser, system) : (browser ?? system ?? account.unknownDevice)
  const seen = ago(Math.max(0, serverNow() - Date.parse(device.lastSeenAt)))
  return (
    <li class="device">
      <Icon name={handheld.test(system ?? '') ? 'phone' : 'computer'} size={24} />
      <div>
        <h3>{name}</h3>
        <p class="soft">{current ? <Badge good>{account.thisDevice}</Badge> : account.lastSeen(seen)}</p>
        {network && <p class="soft figures">{network}</p>}
      </div>
      {!current && (
        <Button
          kind="plain"
          busy={busy}
          aria-label={account.signOutDeviceLabel(name)}
          onClick={() => {
            setBusy(true)
            void onClose().finally(() => setBusy(false))
          }}
        >
          {account.signOutDevice}
        </Button>
      )}
    </li>
  )
}
