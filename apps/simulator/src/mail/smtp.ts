import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server'
import type { World } from '../world/world.ts'
import { MailFaults } from './faults.ts'
import { keepLetter } from './mailbox.ts'
import { readLetters } from './read-letter.ts'

const LARGEST_LETTER = 256 * 1024

export interface SmtpOptions {
  host: string
  /** Whether encryption is offered, with the certificate of everybody and nobody. */
  startTls: boolean
}

/** A mail server on this machine: takes every letter and delivers it into the simulator's own box. */
export class Smtp {
  readonly faults = new MailFaults(() => this.#breakAll())
  readonly #world: World
  readonly #options: SmtpOptions
  readonly #server: Server = createServer((socket) => void this.#take(socket))
  readonly #sockets = new Map<number, Socket>()
  #loading: Promise<SMTPServer> | undefined

  constructor(world: World, options: SmtpOptions) {
    this.#world = world
    this.#options = options
  }

  async listen(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#server.once('error', reject).listen(0, this.#options.host, resolve)
    await promise
  }

  get url(): string {
    const { host } = this.#options
    const { port } = this.#server.address() as AddressInfo
    return `smtp://${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#breakAll()
    await closed
  }

  async #take(socket: Socket): Promise<void> {
    const port = socket.remotePort ?? 0
    this.#sockets.set(port, socket)
    socket.on('close', () => this.#sockets.delete(port)).on('error', () => {})
    const fault = this.faults.take('connection')
    if (fault?.kind === 'down') socket.destroy()
    else if (fault?.kind === 'garbage') socket.end('\u0001 this is no mail server\r\n')
    else (await this.#protocol()).server.emit('connection', socket)
  }

  /** Loaded with the first connection: it would make every start of the simulator later. */
  #protocol(): Promise<SMTPServer> {
    this.#loading ??= import('smtp-server').then(({ SMTPServer }) => this.#makeProtocol(SMTPServer))
    return this.#loading
  }

  #makeProtocol(Protocol: typeof SMTPServer): SMTPServer {
    const server = new Protocol({
      logger: false,
      name: 'mail.simulator',
      banner: 'simulated, on this machine only',
      size: LARGEST_LETTER,
      rejectOversized: true,
      hideSTARTTLS: !this.#options.startTls,
      hideENHANCEDSTATUSCODES: false,
      disableReverseLookup: true,
      authOptional: true,
      allowInsecureAuth: true,
      onAuth: ({ username }, _session, done) =>
        this.faults.take('login') ? done(answer(535, 'Authentication failed')) : done(null, { user: username }),
      onRcptTo: ({ address }, _session, done) => {
        const fault = this.faults.take('recipient', address.toLowerCase())
        if (fault?.kind === 'refuse') done(answer(550, `<${address}>: there is nobody of this name`))
        else if (fault) done(answer(451, 'Try again later'))
        else done()
      },
      onData: (stream, session, done) => {
        this.#receive(stream, session).then(() => done(), done)
      },
    })
    // A client that breaks off is the client's own news.
    server.on('error', () => {})
    return server
  }

  async #receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const to = session.envelope.rcptTo.map(({ address }) => address)
    const letters = await readLetters(stream, { to, encrypted: session.secure, at: this.#world.now() })
    if (stream.sizeExceeded) return
    const fault = this.faults.take('letter', to[0]?.toLowerCase())
    if (fault?.kind === 'refuse-letter') throw answer(554, 'This looks like advertising')
    for (const letter of letters) keepLetter(this.#world, letter)
    if (fault?.kind === 'drop-after') this.#sockets.get(session.remotePort)?.destroy()
    if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { ref: false })
  }

  #breakAll(): void {
    for (const socket of this.#sockets.values()) socket.destroy()
  }
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
