import type { Screen } from '../screens.ts'
import { unseen } from './model.ts'
import { SmsPhone } from './sms-phone.tsx'
import { smsWords } from './words.ts'

export const smsScreen: Screen = {
  id: 'sms',
  icon: 'sms',
  label: () => 'SMS',
  title: () => smsWords().title,
  View: SmsPhone,
  unseen,
}
