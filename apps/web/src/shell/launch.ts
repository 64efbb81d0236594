import { inTab } from '../remember.ts'

/** What Telegram told this page when it opened it. */
export interface Launch {
  /** Signed by Telegram: who the person is. Empty when the page was opened from a keyboard. */
  initData: string
}

const opened = inTab<string>('opened')

const kept = inTab<Launch>('telegram')

/**
 * Whether the page stands inside Telegram, and what it was told. Telegram tells in the fragment,
 * which the first step inside the site removes, so it is kept in this tab; Telegram's own script
 * keeps it likewise, but it cannot be had everywhere.
 */
export function readLaunch(): Launch | undefined {
  const told = new URLSearchParams(location.hash.slice(1) || location.search)
  const isTold = [...told.keys()].some((name) => /^tgWebApp(?:Data|Version|Platform)$/.test(name))
  if (!isTold) return kept.read()
  const launch = { initData: told.get('tgWebAppData') ?? '' }
  kept.write(launch)
  return launch
}

/**
 * Where a link that opened the Mini App leads to: `p_<id of a product>` or `c_<slug of a category>`. Told
 * once: at a reload, or back at the beginning, the person is where they went.
 */
export function takeStartPlace(): string | undefined {
  const start = new URLSearchParams(location.hash.slice(1)).get('tgWebAppStartParam') ?? ''
  if (!start || opened.read() === location.hash) return undefined
  opened.write(location.hash)
  const [, kind, name = ''] = /^([pc])_([A-Za-z0-9_-]+)$/.exec(start) ?? []
  return kind && `/${kind === 'p' ? 'p' : 'category'}/${name}`
}
