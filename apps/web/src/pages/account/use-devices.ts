import type { Device, Problem } from '@vitrina/contract'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../../language.ts'
import { noteAct } from '../../parts/account-acts.ts'
import { toast } from '../../parts/toast.tsx'
import { problemOf } from '../../problem.ts'
import { api } from '../../site.ts'

/** The devices of the account, and what can be done with them. */
export function useDevices() {
  const [devices, setDevices] = useState<Device[]>()
  const [problem, setProblem] = useState<Problem>()

  async function attempt(act: () => Promise<void>) {
    await act().then(
      () => setProblem(undefined),
      (caught) => setProblem(problemOf(caught)),
    )
  }

  const load = () => attempt(async () => setDevices((await api.get('/api/auth/sessions')).items))
  useEffect(() => void load(), [])

  return {
    devices,
    problem,
    load,
    close: (device: Device) =>
      attempt(async () => {
        await api.del('/api/auth/sessions/:id', { id: device.id })
        setDevices((now) => now?.filter(({ id }) => id !== device.id))
        noteAct()
        toast(words.value.account.deviceGone)
      }),
    closeOthers: () =>
      attempt(async () => {
        await api.del('/api/auth/sessions')
        setDevices((now) => now?.filter(({ current }) => current))
        noteAct()
        toast(words.value.account.othersGone)
      }),
  }
}
