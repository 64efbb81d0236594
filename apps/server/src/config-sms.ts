import { createPrivateKey } from 'node:crypto'
import { z } from 'zod'
import type { ProviderName, ProviderSettings, SmsSettings } from '#sms'

const names = ['twilio', 'vonage', 'bird', 'telegram-gateway'] as const satisfies readonly ProviderName[]

// Where customers of a shop that speaks Russian and Uzbek have their numbers.
const COUNTRIES = 'RU,UZ,KZ,KG,TJ,TM,BY,AM,AZ,GE,MD'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
const apiRoot = (url: string) =>
  z
    .url({ protocol: /^https?$/ })
    .transform((text) => text.replace(/\/+$/, ''))
    .default(url)
const optional = z.string().min(1).optional()
/** In .env files and in container settings a key of several lines is written with \n, or as base64 of the whole. */
const privateKey = z
  .string()
  .transform((text) => (text.includes('-----') ? text : Buffer.from(text, 'base64').toString()).replaceAll('\\n', '\n'))
  .refine(isPrivateKey)
  .optional()

interface Setting<Schema extends z.ZodType> {
  doc: string
  schema: Schema
  aliases?: string[]
}

const setting = <Schema extends z.ZodType>(doc: string, schema: Schema): Setting<Schema> => ({ doc, schema })

/** The part of the table of settings that is about SMS. */
export const smsVariables = {
  SMS_PROVIDERS: setting(
    'Who sends codes by SMS, in the order in which they are tried, separated by commas: twilio, vonage, bird, telegram-gateway. Empty: nobody (in the demo: all of them, simulated).',
    list.pipe(z.array(z.enum(names)).refine((given) => new Set(given).size === given.length)).prefault(''),
  ),
  SMS_COUNTRIES: setting(
    'Countries whose numbers get codes by SMS, ISO 3166 codes separated by commas. Others are refused: strangers are paid for SMS to far countries.',
    list.pipe(z.array(z.string().regex(/^[A-Z]{2}$/)).min(1)).prefault(COUNTRIES),
  ),
  TWILIO_ACCOUNT_SID: setting(
    'Twilio: Account SID, AC and 32 characters.',
    z
      .string()
      .regex(/^AC[0-9a-fA-F]{32}$/)
      .optional(),
  ),
  TWILIO_AUTH_TOKEN: setting('Twilio: Auth Token; its delivery reports are signed with it too.', optional),
  TWILIO_FROM: setting('Twilio: sender (number or name), or the SID of a messaging service (MG…).', optional),
  TWILIO_API_ROOT: setting('Twilio: API server.', apiRoot('https://api.twilio.com')),
  VONAGE_APPLICATION_ID: setting('Vonage: id of an application with the Messages capability.', z.uuid().optional()),
  VONAGE_PRIVATE_KEY: setting(
    "Vonage: the application's private key in PEM, line ends as \\n, or its base64.",
    privateKey,
  ),
  VONAGE_FROM: setting('Vonage: sender (number or name).', optional),
  VONAGE_SIGNATURE_SECRET: setting('Vonage: signature secret. Empty: no delivery reports.', optional),
  VONAGE_API_ROOT: setting('Vonage: API server.', apiRoot('https://api.nexmo.com')),
  BIRD_ACCESS_KEY: setting('Bird (MessageBird): access key of the SMS API.', optional),
  BIRD_FROM: setting('Bird: sender (number, or a name of up to 11 letters).', optional),
  BIRD_SIGNING_KEY: setting('Bird: signing key. Empty: no delivery reports.', optional),
  BIRD_API_ROOT: setting('Bird: API server.', apiRoot('https://rest.messagebird.com')),
  TELEGRAM_GATEWAY_TOKEN: setting('Telegram Gateway: API token from gateway.telegram.org.', optional),
  TELEGRAM_GATEWAY_API_ROOT: setting('Telegram Gateway: API server.', apiRoot('https://gatewayapi.telegram.org')),
}

type SmsValues = { [Name in keyof typeof smsVariables]: z.output<(typeof smsVariables)[Name]['schema']> }

const needed = {
  twilio: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'],
  vonage: ['VONAGE_APPLICATION_ID', 'VONAGE_PRIVATE_KEY', 'VONAGE_FROM'],
  bird: ['BIRD_ACCESS_KEY', 'BIRD_FROM'],
  'telegram-gateway': ['TELEGRAM_GATEWAY_TOKEN'],
} as const satisfies Record<ProviderName, readonly (keyof SmsValues)[]>

/** The providers that are named and cannot be reached for lack of a setting, as faults by name. */
export function smsFaults(values: Partial<SmsValues>): string[] {
  return (values.SMS_PROVIDERS ?? []).flatMap((provider) =>
    needed[provider]
      // One that was given and is wrong is told already, and has no place among the values.
      .filter((name) => name in values && values[name] === undefined)
      .map((name) => `${name}: SMS_PROVIDERS names ${provider}, which needs it.`),
  )
}

/** Nothing when nobody is to send SMS. `smsFaults` has made sure that what is needed is there. */
export function readSms(values: SmsValues): SmsSettings | undefined {
  const providers = values.SMS_PROVIDERS.map((name) => readProvider(name, values))
  return providers.length > 0 ? { providers, countries: values.SMS_COUNTRIES } : undefined
}

function readProvider(name: ProviderName, values: SmsValues): ProviderSettings {
  const all = values as { [Name in keyof SmsValues]-?: NonNullable<SmsValues[Name]> }
  switch (name) {
    case 'twilio': {
      const { TWILIO_API_ROOT: apiRoot, TWILIO_ACCOUNT_SID: accountSid } = all
      return { name, apiRoot, accountSid, authToken: all.TWILIO_AUTH_TOKEN, from: all.TWILIO_FROM }
    }
    case 'vonage': {
      const { VONAGE_API_ROOT: apiRoot, VONAGE_APPLICATION_ID: applicationId, VONAGE_PRIVATE_KEY: privateKey } = all
      const { VONAGE_FROM: from } = all
      return { name, apiRoot, applicationId, privateKey, from, signatureSecret: values.VONAGE_SIGNATURE_SECRET }
    }
    case 'bird': {
      const { BIRD_API_ROOT: apiRoot, BIRD_ACCESS_KEY: accessKey, BIRD_FROM: from } = all
      return { name, apiRoot, accessKey, from, signingKey: values.BIRD_SIGNING_KEY }
    }
    case 'telegram-gateway':
      return { name, apiRoot: all.TELEGRAM_GATEWAY_API_ROOT, token: all.TELEGRAM_GATEWAY_TOKEN }
  }
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}
