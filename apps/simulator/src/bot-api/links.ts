import { isIP } from 'node:net'
import type { World } from '../world/world.ts'

/** What holds for the address of a Mini App. */
export function miniAppFault(
  link: string,
  { plainHttpMiniApps }: Pick<World, 'plainHttpMiniApps'>,
): string | undefined {
  return linkFault(link, { httpsOnly: !plainHttpMiniApps })
}

/**
 * Why Telegram would not take this address for a button, or undefined when it would: the scheme is
 * http, https or tg, and the host has a dot or is an IP address, so that `localhost` is refused.
 */
export function linkFault(link: string, rules: { httpsOnly?: boolean } = {}): string | undefined {
  if (/^tg:/iu.test(link)) return rules.httpsOnly ? 'Only HTTPS links are allowed' : undefined
  // Like Telegram's own parser, a bare `shop.uz/cart` is read as http.
  const full = /^[a-z][a-z0-9+.-]*:\/\//iu.test(link) ? link : `http://${link}`
  if (!URL.canParse(full)) return 'Wrong HTTP URL'
  const url = new URL(full)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Unsupported URL protocol'
  if (rules.httpsOnly && url.protocol !== 'https:') return 'Only HTTPS links are allowed'
  const host = url.hostname.replace(/^\[|\]$/gu, '')
  return host.includes('.') || isIP(host) !== 0 ? undefined : 'Wrong HTTP URL'
}
