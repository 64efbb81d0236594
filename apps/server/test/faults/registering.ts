import type { SimulatedPerson, Simulator } from '@vitrina/simulator'
import { expect } from 'vitest'
import { Browser } from '../browser.ts'
import { eventually, PATIENCE_MS } from '../eventually.ts'
import { newPhone } from '../made-up.ts'

const PASSWORD = 'Сирень-2026'
/** A person who registers, step by step, so that something can go wrong between any two steps. */
export class Registering {
  readonly browser: Browser
  readonly person: SimulatedPerson
  id = ''
  #start = ''

  constructor(simulator: Simulator, url: string) {
    this.browser = new Browser(url, { 'accept-language': 'ru' })
    this.person = simulator.addPerson({ phone: newPhone(), languageCode: 'ru' })
  }

  /** On our own site. */
  async begin(): Promise<void> {
    const { phone } = this.person
    const body = { method: 'telegram_contact', name: 'Анна', phone, password: PASSWORD }
    const started = await this.browser.post('/api/auth/verifications', body)
    expect(started.status).toBe(201)
    this.id = started.body.id
    this.#start = new URL(started.body.telegramLink).searchParams.get('start') ?? ''
  }

  /** On a site written for system A. */
  async beginA(): Promise<void> {
    const body = { phone_number: this.person.phone, name: 'Анна', password: PASSWORD }
    const started = await this.browser.post('/auth/register', body)
    expect(started.status).toBe(200)
    this.#start = started.body.verification_code
  }

  openLink(): void {
    this.person.start(this.#start)
  }

  async asked(): Promise<void> {
    await this.person.waitFor('Это были вы?', PATIENCE_MS)
  }

  async askedForContact(): Promise<void> {
    await this.person.waitFor('Отправить номер', PATIENCE_MS)
  }

  async confirmed(): Promise<void> {
    await this.person.waitFor('Номер подтверждён! Вернитесь на сайт', PATIENCE_MS)
  }

  /** The newest code, once it is there and the site asks for it. */
  async code(): Promise<string> {
    await eventually(async () => expect((await this.state()).body.status).toBe('code_sent'))
    return this.newestCode()
  }

  newestCode(): Promise<string> {
    return eventually(() => {
      expect(this.codes()).not.toEqual([])
      return this.codes().at(-1) ?? ''
    })
  }

  state() {
    return this.browser.get(`/api/auth/verifications/${this.id}`)
  }

  stateA() {
    return this.browser.get(`/auth/check-verification/${this.#start}`)
  }

  enter(code: string) {
    return this.browser.post(`/api/auth/verifications/${this.id}/code`, { code })
  }

  login() {
    return this.browser.post('/api/auth/login', { identifier: this.person.phone, password: PASSWORD })
  }

  /** From the link to a session, with nothing going wrong. */
  async finish(): Promise<void> {
    this.openLink()
    await this.asked()
    this.person.press('Это я')
    await this.askedForContact()
    this.person.shareContact()
    expect((await this.enter(await this.code())).status).toBe(200)
  }

  codes(): string[] {
    return this.said(/Код для сайта/).map((text) => /\d{6}/.exec(text)?.[0] ?? '')
  }

  /** What the bot has said to this person, as often as it was said. */
  said(expected: RegExp = /./): string[] {
    return this.person
      .chat()
      .filter(({ from, text }) => from === 'bot' && expected.test(text))
      .map(({ text }) => text)
  }
}
