import type { Locale } from '@vitrina/contract'
import { z } from 'zod'
import { type LocalText, parseMoney } from '#catalog'

/** What a file means depends on the shop it is for. */
export interface CheckoutReading {
  /** Language of what is not said to be in one. */
  locale: Locale
  currency: string
  /** Of the currency, after the point. */
  digits: number
}

export type CheckoutDraft = z.output<ReturnType<typeof checkoutFormat>>

/** Reads a file, or says in sentences what is wrong with it and where. */
export function readCheckoutFile(
  text: string,
  reading: CheckoutReading,
): { draft: CheckoutDraft } | { faults: string[] } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { faults: ['this is not JSON'] }
  }
  const checked = checkoutFormat(reading).safeParse(value)
  return checked.success ? { draft: checked.data } : { faults: checked.error.issues.map(toSentence) }
}

function toSentence({ path, message }: { path: PropertyKey[]; message: string }): string {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  return place ? `${place.replace(/^\./, '')}: ${message}` : message
}

/** docs/checkout-format.md tells it to whoever writes one. Unknown fields are refused: a mistyped one would count for nothing. */
function checkoutFormat({ locale, currency, digits }: CheckoutReading) {
  const Words = z.string().trim().min(1).max(200)
  const Text = z.union([
    Words.transform((words): LocalText => ({ [locale]: words })),
    z
      .strictObject({ ru: Words.optional(), uz: Words.optional(), en: Words.optional() })
      .refine((text) => Object.keys(text).length > 0, 'has no text in any language')
      .transform((text) => text as LocalText),
  ])
  const Amount = decimal(digits, 'an amount like "1990" or "1990.50"')
  const Zone = z
    .strictObject({
      country: z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters, like "RU"'),
      regions: z.array(Words).min(1),
      postcodes: z.array(Words).min(1),
    })
    .partial()
    .transform((zone) => zone as { country?: string; regions?: string[]; postcodes?: string[] })
  return z.strictObject({
    currency: z.literal(currency, `the prices are not in the shop's currency, ${currency}`),
    delivery: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9_-]{1,100}$/, 'is made of small Latin letters, digits, "-" and "_"'),
          title: Text,
          price: Amount,
          freeFrom: Amount.nullable().default(null),
          needsAddress: z.boolean(),
          zones: z.array(Zone).default([]),
          isActive: z.boolean().default(true),
        }),
      )
      .min(1, 'without any way of delivery nothing can be ordered')
      .refine((methods) => isEachOnce(methods.map(({ id }) => id)), 'one id is there twice')
      .optional(),
    coupons: z.array(couponFormat(Amount)).optional(),
  })
}

function couponFormat<Amount extends z.ZodType<number>>(Amount: Amount) {
  const Limit = z.int().min(1).max(1_000_000_000).nullable().default(null)
  return z
    .strictObject({
      code: z.string().trim().min(1).max(64),
      percent: decimal(2, 'a percentage like "10" or "12.5"')
        .refine((hundredths) => hundredths <= 10_000, 'is not more than 100')
        .optional(),
      amount: Amount.optional(),
      minimum: Amount.nullable().default(null),
      expiresAt: z.iso.datetime({ offset: true }).nullable().default(null),
      usageLimit: Limit,
      usageLimitPerCustomer: Limit,
      /** Of products, and of those with variations any of theirs. */
      skus: z.array(z.string().min(1).max(200)).default([]),
      /** As the catalogue's file calls them. */
      categories: z.array(z.string().min(1).max(200)).default([]),
    })
    .refine(
      ({ percent, amount }) => (percent === undefined) !== (amount === undefined),
      'has either "percent" or "amount"',
    )
}

/** A number written as text, as a whole number of its smallest parts: never a float. */
function decimal(digits: number, what: string) {
  return z.string(`is written as text: ${what}`).transform((text, context) => {
    const minor = parseMoney(text, digits)
    if (minor !== undefined && minor >= 0) return minor
    context.addIssue(`"${text}" is not ${what}`)
    return z.NEVER
  })
}

function isEachOnce(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length
}
