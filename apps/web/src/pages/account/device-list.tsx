import type { Device, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { toast } from '../../parts/toast.tsx'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'
import { DeviceItem } from './device-item.tsx'

/** Where the account is open, and how to close it there. */
export function DeviceList() {
  const [devices, setDevices] = useState<Device[]>()
  const [problem, setProblem] = useState<Problem>()
  const [asking, setAsking] = useState(false)
  const { account, fault } = words.value
  const others = devices?.filter((device) => !device.current) ?? []

  async function attempt(act: () => Promise<void>) {
    setProblem(undefined)
    await act().catch((caught) => setProblem(problemOf(caught)))
  }

  const load = () => attempt(async () => setDevices((await api.get('/api/auth/sessions')).items))
  useEffect(() => void load(), [])

  const close = (device: Device) =>
    attempt(async () => {
      await api.del('/api/auth/sessions/:id', { id: device.id })
      setDevices((now) => now?.filter(({ id }) => id !== device.id))
      toast(account.deviceGone)
    })

  async function closeOthers() {
    setAsking(false)
    await attempt(async () => {
      await api.del('/api/auth/sessions')
      setDevices((now) => now?.filter(({ current }) => current))
      toast(account.othersGone)
    })
  }

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
        <ul class="devices">
          {devices.map((device) => (
            <DeviceItem key={device.id} device={device} onClose={() => close(device)} />
          ))}
        </ul>
      )}
      {devices && !others.length && <p class="soft">{account.onlyHere}</p>}
      {others.length > 0 && (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {account.signOutOthers}
        </Button>
      )}
      {asking && (
        <Dialog heading={account.othersTitle} onClose={() => setAsking(false)}>
          <p>{account.othersText}</p>
          <div class="dialog-choices">
            <Button onClick={() => void closeOthers()}>{account.signOutOthers}</Button>
            <Button kind="quiet" onClick={() => setAsking(false)}>
              {account.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </Card>
  )
}
