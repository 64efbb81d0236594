import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { WooSettings } from '#woocommerce'
import type { WordPressSettings } from '#woocommerce-content'

interface Setting<Schema extends z.ZodType> {
  doc: string
  schema: Schema
  aliases?: string[]
}

const setting = <Schema extends z.ZodType>(doc: string, schema: Schema): Setting<Schema> => ({ doc, schema })

const SLUG = /^[\p{L}\p{N}_-]{1,200}$/u

/** The part of the table of settings that is about WooCommerce. */
export const wooVariables = {
  WOOCOMMERCE_URL: setting(
    "Address of the WordPress with the WooCommerce that is sold from, https (or http on this machine), e.g. https://wp.example; as the site itself has it, for redirects are not followed. Empty: the shop's own catalogue.",
    z
      .url({ protocol: /^https?$/ })
      .refine(isPrivate)
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
  ),
  WOOCOMMERCE_KEY: setting(
    'Its key for reading and writing (WooCommerce, Settings, Advanced, REST API), ck_….',
    z
      .string()
      .regex(/^ck_\w+$/)
      .optional(),
  ),
  WOOCOMMERCE_SECRET: setting(
    'The secret of that key, cs_….',
    z
      .string()
      .regex(/^cs_\w+$/)
      .optional(),
  ),
  WOOCOMMERCE_WEBHOOK_SECRET: setting(
    'Secret by which its webhooks are signed: 16 letters and digits or more. Empty: derived from WOOCOMMERCE_SECRET.',
    z
      .string()
      // WooCommerce signs with the entities in it decoded (H2).
      .regex(/^[A-Za-z0-9]{16,}$/)
      .optional(),
  ),
  WORDPRESS_USER: setting(
    'Name of a user of that WordPress, where pages and posts are shown to nobody who is not signed in. Empty: read as anybody.',
    z.string().min(1).max(60).optional(),
  ),
  WORDPRESS_APP_PASSWORD: setting(
    'An application password of that user (Users, Profile, Application Passwords), xxxx xxxx xxxx xxxx xxxx xxxx.',
    z
      .string()
      .regex(/^[A-Za-z0-9 ]{16,}$/)
      .optional(),
  ),
  WORDPRESS_BANNER_CATEGORY: setting(
    'Slug of the category whose posts are banners.',
    z.string().regex(SLUG).default('banners'),
  ),
  WORDPRESS_PAGE_CATEGORY: setting(
    'Slug of a category whose posts are information pages as well. Empty: its pages alone.',
    z.string().regex(SLUG).optional(),
  ),
}

type WooValues = { [Name in keyof typeof wooVariables]: z.output<(typeof wooVariables)[Name]['schema']> }

/** What is lacking beside the address, or is there without one, as faults by name. */
export function wooFaults(values: Partial<WooValues>): string[] {
  const needed = ['WOOCOMMERCE_KEY', 'WOOCOMMERCE_SECRET'] as const
  // One that was given and is wrong is told already, and has no place among the values.
  const isMissing = (name: keyof WooValues) => name in values && values[name] === undefined
  if (values.WOOCOMMERCE_URL) {
    return needed.filter(isMissing).map((name) => `${name}: WOOCOMMERCE_URL is set, and needs it.`)
  }
  const login = ['WORDPRESS_USER', 'WORDPRESS_APP_PASSWORD'] as const
  const given = [...needed, ...login].find((name) => values[name] !== undefined)
  return given && isMissing('WOOCOMMERCE_URL') ? [`WOOCOMMERCE_URL: ${given} is set, and needs it.`] : []
}

/** A name without a password, or the other way round. */
export function wordPressFaults({
  WORDPRESS_USER: user,
  WORDPRESS_APP_PASSWORD: password,
}: Partial<WooValues>): string[] {
  if ((user === undefined) === (password === undefined)) return []
  return ['WORDPRESS_USER and WORDPRESS_APP_PASSWORD are set together or not at all.']
}

export function readWordPress(values: WooValues): WordPressSettings {
  const { WORDPRESS_USER: user, WORDPRESS_APP_PASSWORD: password } = values
  return {
    login: user && password ? { user, password } : undefined,
    bannerCategory: values.WORDPRESS_BANNER_CATEGORY,
    pageCategory: values.WORDPRESS_PAGE_CATEGORY,
  }
}

/** Nothing when the shop has no WooCommerce. `wooFaults` has made sure that what is needed is there. */
export function readWoo(values: WooValues): WooSettings | undefined {
  const { WOOCOMMERCE_URL: url, WOOCOMMERCE_KEY: key, WOOCOMMERCE_SECRET: secret } = values
  if (!url || !key || !secret) return undefined
  const derived = createHmac('sha256', secret).update('vitrina webhook').digest('hex')
  return { url, key, secret, webhookSecret: values.WOOCOMMERCE_WEBHOOK_SECRET ?? derived }
}

/** Over plain http the key would be read on the way, and WooCommerce takes it in a header over https only (S4). */
function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || hostname === 'localhost' || hostname.startsWith('127.')
}
