import type { World } from '../world/world.ts'
import type { SmsRecord, SmsState } from './state.ts'

// A demo runs for weeks; who looks at the inbox looks at the newest.
const keptMessages = 500

export function smsOf(world: World): SmsState {
  world.state.sms ??= { messages: [] }
  return world.state.sms
}

/** The message arrives. */
export function deliverSms(world: World, message: SmsRecord): void {
  const sms = smsOf(world)
  sms.messages = [...sms.messages, message].slice(-keptMessages)
  world.events.emit('sms')
  world.events.emit('changed')
}

/** One phone's messages, newest first. */
export function inboxOf(world: World, phone: string): SmsRecord[] {
  const number = digitsOf(phone)
  return smsOf(world)
    .messages.filter(({ to }) => digitsOf(to) === number)
    .toReversed()
}

/** Some write a number with its plus, some without. */
export const digitsOf = (phone: string): string => phone.replaceAll(/\D/gu, '')
