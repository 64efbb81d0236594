import { z } from 'zod'
import { Locale } from './locale.ts'

/** `GET /api/config`: what a page has to know of the shop that it is in. */
export const ShopConfig = z.object({
  shopName: z.string(),
  locales: z.array(Locale),
  defaultLocale: Locale,
  currency: z.string(),
  botUsername: z.string().nullable(),
  /** Opens the bot where it offers a code; nothing while its name is not known. */
  botLink: z.string().nullable(),
  methods: z.array(z.string()),
  features: z.object({ demo: z.boolean(), passkeys: z.boolean() }),
  /** The one origin at which passkeys work; a page at another address of the shop must not offer them. */
  passkeyOrigin: z.string().optional(),
  /** In the demo: numbers of the people in the simulated Telegram, to register with. */
  demoPhones: z.array(z.string()).optional(),
  /** In the demo: where the letters that the shop sends can be read. */
  demoMailbox: z.string().optional(),
  /** In the demo: where the SMS that the shop sends can be read. */
  demoSms: z.string().optional(),
  /** In the demo: what stands for Telegram's script of Mini Apps. */
  webAppScript: z.string().optional(),
  /** A CSS colour that the site takes its accent from. */
  accent: z.string(),
})
export type ShopConfig = z.infer<typeof ShopConfig>
