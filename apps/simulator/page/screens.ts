import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { mailScreen } from './mail/screen.ts'
import { bot } from './model.ts'
import type { IconName } from './parts/icons.tsx'
import { smsScreen } from './sms/screen.ts'
import { telegramScreen } from './telegram.tsx'

/** One of the things that the simulator plays; its name stands in the address after `#`. */
export interface Screen {
  id: string
  icon: IconName
  label: () => string
  /** What the browser's tab says. */
  title: () => string
  View: ComponentType
  /** How much came that nobody has looked at. */
  unseen?: ReadonlySignal<number>
}

const others: readonly Screen[] = [mailScreen, smsScreen]

/** In the order of the switch, without those that nothing comes to. The first is shown unless the address names another. */
export const screens = computed(() => [
  telegramScreen,
  ...others.filter(({ id }) => !bot.value?.idleScreens.includes(id)),
])

const hash = signal(location.hash)
addEventListener('hashchange', () => {
  hash.value = location.hash
})

export const screen = computed(() => screens.value.find(({ id }) => hash.value === `#${id}`) ?? telegramScreen)
