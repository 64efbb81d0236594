import type { Readable } from 'node:stream'
import { readTypedEmail } from '@vitrina/contract'
import type { Mail, SendMailOptions, SMTPPoolOptions, SMTPPoolSentMessageInfo } from 'nodemailer'
import type { Delivery, Log } from '#platform'
import { type Letter, letterId, type Mailer, type MailSender, oneLine } from './model.ts'
import { hasReached, readFailure, type SmtpFailure, withoutAddresses } from './read-failure.ts'
import { smtpSettings } from './smtp-settings.ts'

// One that greets strangers by putting them off does so once or twice a letter.
const PUT_OFF_MAX = 2
// A server that trickles its answers keeps every timeout of the socket from striking.
const WHOLE_LETTER_MS = 90_000

export interface MailerOptions {
  /** `smtp://name:password@host:port` or `smtps://…`. */
  url: string
  from: MailSender
  shopName: string
  now: () => Date
}

type Transport = Mail<SMTPPoolSentMessageInfo, SMTPPoolOptions>

/** Our own word to the plug-in below, carried with a letter. */
interface Watched {
  onStream(stream: Readable): void
}

/** Opens the way to a mail server. Nothing is loaded or connected before the first letter. */
export function makeMailer(options: MailerOptions, log: Log): Mailer {
  return new SmtpMailer(options, log)
}

class SmtpMailer implements Mailer {
  #reachable = true
  /** Tries in a row that a server answered with «not now». */
  #putOff = 0
  readonly #options: MailerOptions
  readonly #log: Log
  #opening: Promise<Transport> | undefined

  constructor(options: MailerOptions, log: Log) {
    this.#options = options
    this.#log = log
  }

  get working(): boolean {
    return this.#reachable && this.#putOff <= PUT_OFF_MAX
  }

  async send(letter: Letter, signal?: AbortSignal): Promise<Delivery> {
    // From a job's data, so its type is no proof.
    if (!readTypedEmail(letter.to)) return { outcome: 'refused', blocked: true, description: 'not an address' }
    const mail = await this.#open()
    const deadline = AbortSignal.timeout(WHOLE_LETTER_MS)
    const streams: Readable[] = []
    const watched: Watched = { onStream: (stream) => streams.push(stream) }
    const until = signal ? AbortSignal.any([signal, deadline]) : deadline
    try {
      await mail.sendMail({ ...this.#compose(letter), ...watched, signal: until })
      this.#note(true)
      this.#putOff = 0
      return { outcome: 'delivered' }
    } catch (error) {
      const failure = error as SmtpFailure & Error
      // Called off by whoever waits: that says nothing of the server.
      if (!signal?.aborted) this.#note(hasReached(failure), failure)
      const read = streams.some(({ readableDidRead }) => readableDidRead)
      const delivery = readFailure(failure, read)
      // A «no» for good is about that letter: the server itself is well.
      if (!signal?.aborted) this.#putOff = delivery.outcome === 'refused' ? 0 : this.#putOff + 1
      return delivery
    }
  }

  async close(): Promise<void> {
    const mail = await this.#opening
    mail?.close({ force: true })
  }

  #open(): Promise<Transport> {
    this.#opening ??= open(this.#options.url)
    return this.#opening
  }

  #compose(letter: Letter): SendMailOptions {
    const { from, shopName, now } = this.#options
    const host = from.address.slice(from.address.lastIndexOf('@') + 1)
    return {
      from: { name: oneLine(from.name ?? shopName), address: from.address },
      to: { name: '', address: letter.to },
      subject: oneLine(letter.subject),
      text: letter.text,
      html: letter.html,
      date: now(),
      messageId: `<${letterId(letter)}@${host}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      xMailer: false,
    }
  }

  /** Told at the first failure only: an outage of hours makes hundreds. */
  #note(reached: boolean, failure?: SmtpFailure & Error): void {
    if (this.#reachable && !reached && failure) {
      const { code, message } = failure
      this.#log.warn({ code, description: withoutAddresses(message) }, 'the mail server cannot be used')
    }
    if (!this.#reachable && reached) this.#log.info({}, 'the mail server can be used again')
    this.#reachable = reached
  }
}

async function open(url: string): Promise<Transport> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport(smtpSettings(url))
  // Whether the server began to take a letter is known only by whether its stream was read.
  transport.use('stream', ({ data, message }, done) => {
    message?.processFunc((stream) => {
      ;(data as unknown as Watched).onStream(stream as Readable)
      return stream
    })
    done()
  })
  return transport
}
