import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { World } from '../world/world.ts'
import { smsOf } from './records.ts'
import type { SmsAccounts } from './state.ts'

const hex = (bytes: number) => randomBytes(bytes).toString('hex')

/** The accounts of this world, made when they are first asked for: a key pair takes a moment. */
export async function openAccounts(world: World): Promise<SmsAccounts> {
  const sms = smsOf(world)
  sms.accounts ??= await makeAccounts()
  world.events.emit('changed')
  return sms.accounts
}

async function makeAccounts(): Promise<SmsAccounts> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return {
    from: 'Vitrina',
    twilio: { accountSid: `AC${hex(16)}`, authToken: hex(16) },
    vonage: { applicationId: randomUUID(), privateKey, publicKey, signatureSecret: hex(24) },
    bird: { accessKey: randomBytes(18).toString('base64url'), signingKey: hex(24) },
    telegramGateway: { token: `AA${randomBytes(24).toString('base64url')}` },
  }
}
