import { randomBytes, randomInt } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { demoPeople } from './people.ts'
import type { BotRecord, ChatRecord, LetterRecord, MessageRecord, PaymentNews, PersonRecord, State } from './state.ts'

/** What changed in a chat, for whoever looks at it. */
export type ChatChange =
  | { kind: 'sent' | 'edited'; chatId: number; message: MessageRecord }
  | { kind: 'deleted'; chatId: number; messageId: number }
  | { kind: 'status'; chatId: number }
  | { kind: 'typing'; chatId: number; action: string }

/** The bot's answer to a pressed button, or something the client itself would show. */
export interface Notice {
  chatId: number
  messageId: number
  text: string
  alert: boolean
  url?: string
}

interface WorldEvents {
  chat: [ChatChange]
  notice: [Notice]
  payment: [PaymentNews]
  update: []
  people: []
  letter: [LetterRecord]
  sms: []
  /** Something worth keeping in the state file. */
  changed: []
}

/** The simulated Telegram: its state, its clock, and the news of what happens in it. */
export interface World {
  readonly state: State
  readonly events: EventEmitter<WorldEvents>
  /** Bytes of uploaded pictures; not kept over a restart. */
  readonly uploads: Map<string, Buffer>
  readonly now: () => number
  /** As in Telegram's test environment: a Mini App may have an http address. */
  readonly plainHttpMiniApps: boolean
}

export interface WorldOptions {
  botToken?: string | undefined
  botUsername?: string | undefined
  botName?: string | undefined
  plainHttpMiniApps?: boolean | undefined
  now?: (() => number) | undefined
}

const skippedIds = 1_000

/** Makes a world, new or remembered; a bot's name or token given now stands over the remembered one. */
export function createWorld(options: WorldOptions, remembered?: State): World {
  const state = remembered ? resume(remembered) : newState(options)
  if (options.botToken) Object.assign(state.bot, { token: options.botToken, id: botIdOf(options.botToken) })
  if (options.botUsername) state.bot.username = options.botUsername
  if (options.botName) state.bot.name = options.botName

  const events = new EventEmitter<WorldEvents>()
  events.setMaxListeners(0)
  const { now = Date.now, plainHttpMiniApps = false } = options
  return { state, events, uploads: new Map(), now, plainHttpMiniApps }
}

/**
 * A process that was killed may have given out a few ids after its last writing. A bot remembers
 * which updates it has handled, so an id that came twice would make it drop a new update as an old one.
 */
function resume(state: State): State {
  state.updates.nextId += skippedIds
  state.nextMessageId += skippedIds
  state.nextRevision += skippedIds
  return state
}

function newState(options: WorldOptions): State {
  const token = options.botToken ?? `7${randomInt(100_000_000, 999_999_999)}:${randomBytes(26).toString('base64url')}`
  const bot: BotRecord = {
    id: botIdOf(token),
    token,
    username: options.botUsername ?? 'vitrina_demo_bot',
    name: options.botName ?? 'Vitrina',
    names: {},
    descriptions: {},
    shortDescriptions: {},
    commands: {},
    menuButtons: {},
    files: {},
  }
  const state: State = {
    version: 1,
    bot,
    people: [],
    chats: {},
    presses: [],
    // Far from 1, as a real bot's: code that takes a small number for granted fails here.
    updates: { nextId: randomInt(100_000_000, 900_000_000), pending: [], allowed: [] },
    nextMessageId: 1,
    nextRevision: 1,
  }
  for (const person of demoPeople()) enrol(state, person)
  return state
}

function botIdOf(token: string): number {
  return Number(token.split(':', 1)[0])
}

/** Adds a person together with the private chat that awaits its START. */
export function enrol(state: State, person: PersonRecord): void {
  state.people.push(person)
  state.chats[person.id] = {
    id: person.id,
    type: 'private',
    personId: person.id,
    started: false,
    blocked: false,
    messages: [],
    seenRevision: 0,
  }
}

/** What the demo's own bank goes by: of the form of a token of BotFather's for trying out. */
export function paymentTokenOf({ bot }: State): string {
  return `284685063:TEST:${bot.id}`
}

export function findPerson(world: World, id: number): PersonRecord | undefined {
  return world.state.people.find((person) => person.id === id)
}

/** The private chat of a person that exists. */
export function chatOf(world: World, personId: number): ChatRecord {
  const chat = world.state.chats[personId]
  if (!chat) throw new Error(`there is no person ${personId} in the simulator`)
  return chat
}

export function announce(world: World, change: ChatChange): void {
  world.events.emit('chat', change)
  world.events.emit('changed')
}
