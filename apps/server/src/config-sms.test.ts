import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

const twilio = { TWILIO_ACCOUNT_SID: `AC${'0f'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM: '+15005550006' }
const vonage = { VONAGE_APPLICATION_ID: crypto.randomUUID(), VONAGE_PRIVATE_KEY: pem, VONAGE_FROM: 'Shop' }
const bird = { BIRD_ACCESS_KEY: 'key', BIRD_FROM: 'Shop' }
const gateway = { TELEGRAM_GATEWAY_TOKEN: 'token' }

describe('the settings of SMS', () => {
  test('nothing set is no SMS', () => {
    expect(readConfig({}).sms).toBeUndefined()
  })

  test('providers are tried in the order in which they are named', () => {
    const SMS_PROVIDERS = 'telegram-gateway, bird, vonage, twilio'
    const { sms } = readConfig({ SMS_PROVIDERS, ...twilio, ...vonage, ...bird, ...gateway })
    expect(sms?.providers.map(({ name }) => name)).toEqual(['telegram-gateway', 'bird', 'vonage', 'twilio'])
    expect(sms?.providers.map(({ apiRoot }) => apiRoot)).toEqual([
      'https://gatewayapi.telegram.org',
      'https://rest.messagebird.com',
      'https://api.nexmo.com',
      'https://api.twilio.com',
    ])
  })

  test('a provider that is named without its settings is a fault, each missing one by name', () => {
    const read = () => readConfig({ SMS_PROVIDERS: 'twilio,vonage,bird,telegram-gateway' })
    for (const name of Object.keys({ ...twilio, ...vonage, ...bird, ...gateway })) expect(read).toThrow(name)
    expect(read).not.toThrow(/_API_ROOT|SIGNATURE_SECRET|SIGNING_KEY/)
  })

  test('all faults are told together, once, and never by value', () => {
    const faulty = { SMS_PROVIDERS: 'twilio', TWILIO_ACCOUNT_SID: 'hunter2', PORT: 'many', SMS_COUNTRIES: 'Russia' }
    const read = () => readConfig(faulty)
    expect(read).toThrow(/PORT.*SMS_COUNTRIES.*TWILIO_ACCOUNT_SID.*TWILIO_AUTH_TOKEN.*TWILIO_FROM/s)
    expect(read).not.toThrow(/hunter2|many|Russia|TWILIO_ACCOUNT_SID.*TWILIO_ACCOUNT_SID/s)
  })

  test.each(['mtn', 'twilio,twilio', 'Twilio'])('SMS_PROVIDERS=%s is refused by name', (SMS_PROVIDERS) => {
    expect(() => readConfig({ SMS_PROVIDERS, ...twilio })).toThrow('SMS_PROVIDERS')
  })

  test.each([pem, pem.replaceAll('\n', '\\n'), Buffer.from(pem).toString('base64')])(
    'a private key may be written in three ways',
    (VONAGE_PRIVATE_KEY) => {
      const { sms } = readConfig({ SMS_PROVIDERS: 'vonage', ...vonage, VONAGE_PRIVATE_KEY })
      expect(sms?.providers[0]).toMatchObject({ privateKey: pem })
    },
  )

  test.each(['secret', Buffer.from('secret').toString('base64'), '-----BEGIN PRIVATE KEY-----\nAAAA'])(
    'what is no private key is refused by name and never by value',
    (VONAGE_PRIVATE_KEY) => {
      const read = () => readConfig({ SMS_PROVIDERS: 'vonage', ...vonage, VONAGE_PRIVATE_KEY })
      expect(read).toThrow('VONAGE_PRIVATE_KEY')
      expect(read).not.toThrow(VONAGE_PRIVATE_KEY)
    },
  )

  test('the countries are those of the neighbourhood, or those that are named', () => {
    expect(readConfig({}).smsCountries).toEqual(expect.arrayContaining(['RU', 'UZ', 'KZ']))
    expect(readConfig({ SMS_COUNTRIES: 'DE, AT' }).smsCountries).toEqual(['DE', 'AT'])
  })
})
