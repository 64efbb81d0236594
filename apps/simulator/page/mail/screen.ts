import type { Screen } from '../screens.ts'
import { Mailbox } from './mailbox.tsx'
import { unseen } from './model.ts'
import { mailWords } from './words.ts'

export const mailScreen: Screen = {
  id: 'mail',
  icon: 'letter',
  label: () => mailWords().label,
  title: () => mailWords().title,
  View: Mailbox,
  unseen,
}
