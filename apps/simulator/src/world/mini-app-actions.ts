import { ActionRefused, openChat, personOf, sendOwnContact } from './actions.ts'
import { launchMiniApp, type OpenedMiniApp, signContact } from './mini-app.ts'
import type { World } from './world.ts'

/** Presses the menu button of the chat, which opens the bot's Mini App if it has one. */
export function openMiniApp(world: World, personId: number): OpenedMiniApp {
  const chat = openChat(world, personId)
  const { menuButton, menuButtons } = world.state.bot
  const button = menuButtons[chat.id] ?? menuButton
  if (button?.type !== 'web_app') throw new ActionRefused('the bot has no Mini App on its menu button')
  return launchMiniApp(world, personOf(world, personId), button.web_app.url)
}

/**
 * Lets an open Mini App have the person's own contact: the bot gets it as a message, the page as a
 * signed string.
 */
export function shareContactInMiniApp(world: World, personId: number): string {
  const { contact } = sendOwnContact(world, personId)
  if (!contact) throw new Error('a contact was sent without a card')
  return signContact(world, contact)
}
