import { computed, signal } from '@preact/signals'
import type { SmsMessageView } from '../../src/sms/views.ts'
import { people } from '../model.ts'
import { on } from '../stream.ts'

const remembered = 'simulator.sms-seen'

export const messages = signal<SmsMessageView[] | undefined>(undefined)
/** Whose phone was chosen; until then it is the one that got the newest message. */
const chosenNumber = signal<string | undefined>(undefined)
/** When the newest message came that was there while somebody looked. */
const seenAt = signal(Number(localStorage.getItem(remembered) ?? 0))

/** Everybody who is in Telegram has a phone too. With and without the plus it is one number. */
const owners = computed(
  () => new Map(people.value?.map(({ phone, firstName }) => [`+${phone.replace(/\D/g, '')}`, firstName])),
)

/** Those that got something lately first. */
export const numbers = computed(() => [
  ...new Set([...(messages.value ?? []).map(({ to }) => to), ...owners.value.keys()]),
])
export const number = computed(() => chosenNumber.value ?? numbers.value[0])
export const inbox = computed(() => (messages.value ?? []).filter(({ to }) => to === number.value))
export const unseen = computed(() => (messages.value ?? []).filter(({ at }) => at > seenAt.value).length)

export const ownerOf = (phone: string): string | undefined => owners.value.get(phone)

export function chooseNumber(phone: string): void {
  chosenNumber.value = phone
}

/** Whoever looks at the phone has seen what came. */
export function markSeen(): void {
  const newest = messages.value?.[0]?.at ?? 0
  if (newest <= seenAt.value) return
  seenAt.value = newest
  localStorage.setItem(remembered, String(newest))
}

// Whatever screen is shown, so that the switch can tell of a message.
on<SmsMessageView[]>('sms', (all) => {
  messages.value = all
})
