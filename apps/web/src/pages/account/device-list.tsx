import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useRetry } from '../../parts/use-retry.ts'
import { CloseOthers } from './close-others.tsx'
import { DeviceItem } from './device-item.tsx'
import { useDevices } from './use-devices.ts'

/** Where the account is open, and how to close it there. */
export function DeviceList() {
  const { devices, problem, load, close, closeOthers } = useDevices()
  const { account, fault } = words.value
  useRetry(!devices && problem?.status === 0, load)
  return (
    <Card heading={account.devices}>
      <p class="soft">{account.devicesLead}</p>
      <ProblemNotice problem={problem} />
      {!devices && !problem && <Skeleton lines={3} />}
      {!devices && problem && (
        <Button kind="quiet" onClick={() => void load()}>
          {fault.again}
        </Button>
      )}
      {devices && (
        <>
          <ul class="devices">
            {devices.map((device) => (
              <DeviceItem key={device.id} device={device} onClose={() => close(device)} />
            ))}
          </ul>
          {devices.some(({ current }) => !current) ? (
            <CloseOthers onClose={closeOthers} />
          ) : (
            <p class="soft">{account.onlyHere}</p>
          )}
        </>
      )}
    </Card>
  )
}
