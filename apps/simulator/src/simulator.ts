import Fastify, { type FastifyRequest } from 'fastify'
import { CallLog, type RecordedCall } from './bot-api/calls.ts'
import { RateLimits } from './bot-api/rate-limits.ts'
import { type BotApi, execute, serveBotApi } from './bot-api/server.ts'
import { serveControl } from './control/routes.ts'
import { refuseStrangers } from './control/strangers.ts'
import { Faults } from './faults.ts'
import { listen, refuseOpenHost } from './loopback.ts'
import type { MailFaults } from './mail/faults.ts'
import { lettersOf } from './mail/mailbox.ts'
import { Smtp } from './mail/smtp.ts'
import { servePage, webAppScriptPath } from './page.ts'
import { type SimulatedPerson, simulatePerson } from './person.ts'
import { serveSmsControl } from './sms/control.ts'
import { serveSms } from './sms/server.ts'
import { type SimulatedSms, simulateSms, smsApiRoot } from './sms/simulated-sms.ts'
import { Polling } from './updates/polling.ts'
import { WebhookCourier } from './updates/webhook.ts'
import { makePerson, type PersonOverrides } from './world/people.ts'
import type { LetterRecord, PersonRecord } from './world/state.ts'
import { readState, StateKeeper } from './world/state-file.ts'
import { createWorld, enrol, paymentTokenOf, type World } from './world/world.ts'

export interface SimulatorOptions {
  /** A loopback address; 127.0.0.1 unless given. Any other is refused. */
  host?: string
  /** 0, the default, takes any free port. */
  port?: number
  /** Made up, and remembered in the state file, unless given. */
  botToken?: string
  botUsername?: string
  botName?: string
  /** Where «back to the site» leads. */
  siteUrl?: string
  /** Screens that nothing comes to, for the shop sends that through somebody else: the page leaves them out. */
  idleScreens?: readonly IdleScreen[]
  /** Where to keep people, chats and undelivered updates over a restart. */
  stateFile?: string
  /** Whether Telegram's sending limits are kept; they are unless switched off. */
  limits?: boolean
  /** As in Telegram's test environment: a Mini App may have an http address. */
  plainHttpMiniApps?: boolean
  /** The first delay before a webhook is tried again; a second, as Telegram's, unless given. */
  webhookRetryMs?: number
  /** Whether the mail server offers encryption, with a certificate that nobody vouches for. */
  mailStartTls?: boolean
}

export type IdleScreen = 'mail' | 'sms'

/** A running simulated Telegram. */
export interface Simulator {
  /** Where the page is: `${url}/${botUsername}?start=…` stands for `https://t.me/…`. */
  readonly url: string
  /** What a bot library is given in place of `https://api.telegram.org`. */
  readonly apiRoot: string
  readonly botToken: string
  /** What BotFather would give for its bank: without it nothing can be asked for. */
  readonly paymentToken: string
  /** What a page loads in place of `https://telegram.org/js/telegram-web-app.js`. */
  readonly webAppScript: string
  readonly botUsername: string
  /** Adds somebody who has not met the bot yet. */
  addPerson(overrides?: PersonOverrides): SimulatedPerson
  people(): SimulatedPerson[]
  /** The calls of the Bot API, oldest first. */
  calls(): RecordedCall[]
  readonly faults: Faults
  readonly mail: SimulatedMail
  /** Twilio, Vonage, Bird and Telegram's Gateway. */
  readonly sms: SimulatedSms
  close(): Promise<void>
}

/** The mail server beside it, and the box where every letter ends up. */
export interface SimulatedMail {
  /** What a shop is given as `SMTP_URL`. */
  readonly url: string
  /** Newest first: all letters or those to one address. */
  letters(to?: string): LetterRecord[]
  readonly faults: MailFaults
}

/** Starts a simulated Telegram: the Bot API, the people, and the page, on one port of this machine. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1'
  refuseOpenHost(host, 'the simulator')
  const remembered = options.stateFile ? await readState(options.stateFile) : undefined
  const world = createWorld(options, remembered)
  const keeper = options.stateFile ? new StateKeeper(world, options.stateFile) : undefined
  const { api, courier, polling } = assemble(world, options)
  const smtp = new Smtp(world, { host, startTls: options.mailStartTls === true })
  const sms = simulateSms(world)
  const server = Fastify({ logger: false, routerOptions: { maxParamLength: 300 }, forceCloseConnections: true })
  server.addHook('onRequest', refuseStrangers)
  await server.register(serveBotApi(api))
  const { faults, calls } = api
  const { siteUrl, idleScreens = [] } = options
  const place = { siteUrl, idleScreens }
  await server.register(serveControl({ world, faults, mailFaults: smtp.faults, calls, place }))
  await server.register(serveSms(world, sms.faults))
  await server.register(serveSmsControl(world, sms.faults))
  await server.register(servePage(world))
  const url = await listen(server, host, options.port ?? 0)
  await smtp.listen()
  courier.wake()

  return {
    ...face(world, api),
    url,
    apiRoot: url,
    mail: { url: smtp.url, letters: (to) => lettersOf(world, to), faults: smtp.faults },
    webAppScript: `${url}${webAppScriptPath}`,
    sms: { ...sms, apiRoot: smsApiRoot(url) },
    async close() {
      await smtp.close()
      polling.close()
      courier.close()
      await server.close()
      await keeper?.close()
    },
  }
}

function assemble(world: World, options: SimulatorOptions) {
  const open = new Set<FastifyRequest>()
  const faults = new Faults((offline) => {
    if (offline) for (const request of open) request.raw.socket.destroy()
    else courier.wake()
  })
  const polling = new Polling(world)
  const courier: WebhookCourier = new WebhookCourier(world, {
    firstDelayMs: options.webhookRetryMs ?? 1000,
    offline: () => faults.isOffline,
    async execute(name, parameters) {
      const call = { name, parameters, via: 'webhook-answer', signal: AbortSignal.abort() } as const
      // Its failure is nobody's: Telegram tells the bot nothing, and neither does this. It is in the record.
      await execute(api, call).catch(() => undefined)
    },
  })
  const limits = options.limits === false ? undefined : new RateLimits(world.now)
  const session = { loggedOut: false, webhookSetAt: 0 }
  const api: BotApi = { desk: { world, polling, courier, limits, session }, faults, calls: new CallLog(), open }
  return { api, courier, polling }
}

function face(
  world: World,
  api: BotApi,
): Pick<Simulator, 'botToken' | 'paymentToken' | 'botUsername' | 'addPerson' | 'people' | 'calls' | 'faults'> {
  const hands = new Map<number, SimulatedPerson>()
  const handsOf = (person: PersonRecord) => {
    const known = hands.get(person.id) ?? simulatePerson(world, person)
    hands.set(person.id, known)
    return known
  }
  return {
    botToken: world.state.bot.token,
    paymentToken: paymentTokenOf(world.state),
    botUsername: world.state.bot.username,
    addPerson(overrides = {}) {
      const person = makePerson(world.state.people, overrides)
      enrol(world.state, person)
      world.events.emit('people')
      world.events.emit('changed')
      return handsOf(person)
    },
    people: () => world.state.people.map(handsOf),
    calls: () => api.calls.all(),
    faults: api.faults,
  }
}
