import { type ReadonlySignal, signal } from '@preact/signals'
import type { Passkey } from '@vitrina/contract'
import { api } from '../site.ts'
import { noteAct } from './account-acts.ts'
import { forgetPasskey, makePasskey, type PasskeyFailure } from './passkey-ceremony.ts'

const list = signal<Passkey[] | undefined>(undefined)

/** The passkeys of the account: one list for the offer and for the section. Nothing until it has come. */
export const passkeys: ReadonlySignal<Passkey[] | undefined> = list

export async function loadPasskeys(): Promise<void> {
  list.value = (await api.get('/api/me/passkeys')).items
}

/** Once nobody looks: the next to look may be another account. */
export function dropPasskeys(): void {
  list.value = undefined
}

export async function addPasskey(): Promise<PasskeyFailure | undefined> {
  const made = await makePasskey()
  if ('failure' in made) return made.failure
  list.value = [...(list.value ?? []), made.passkey]
  noteAct()
  return undefined
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  const renamed = await api.patch('/api/me/passkeys/:id', { id, body: { name } })
  list.value = list.value?.map((passkey) => (passkey.id === id ? renamed : passkey))
}

export async function removePasskey(id: string): Promise<void> {
  await api.del('/api/me/passkeys/:id', { id })
  list.value = list.value?.filter((passkey) => passkey.id !== id)
  noteAct()
  await forgetPasskey(id)
}
