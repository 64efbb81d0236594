import { type Locale, locales } from '@vitrina/contract'
import Bowser from 'bowser'
import type { FastifyRequest } from 'fastify'
import type { Client } from '#platform'

/** Reads who seems to be asking. Good for telling a person «was it you?», never for deciding anything. */
export function readClient(request: FastifyRequest): Client {
  const agent = request.headers['user-agent']
  if (!agent) return { browser: null, system: null, network: approximate(request.ip) }
  return { ...readAgent(agent.slice(0, 512)), network: approximate(request.ip) }
}

// A few hundred browsers make nearly all requests, and reading one takes longer than the database's
// answer to it. Whoever makes up new ones only pushes the oldest out.
const REMEMBERED_MAX = 500

function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = read(text)
    const [oldest] = known.keys()
    if (oldest !== undefined && known.size >= REMEMBERED_MAX) known.delete(oldest)
    known.set(text, value)
    return value
  }
}

const readAgent = remembering((text): Pick<Client, 'browser' | 'system'> => {
  const { browser, os } = Bowser.parse(text)
  return { browser: known(browser.name, BROWSERS), system: known(os.name, SYSTEMS) }
})

/**
 * Half of the address: enough to recognise one's provider, not enough to find a person by. The rest in
 * stars: dots would run into those of the sentence that it stands in.
 */
export function approximate(ip: string): string | null {
  const v4 = /^(?:::ffff:)?(\d+)\.(\d+)\.\d+\.\d+$/.exec(ip)
  if (v4) return `${v4[1]}.${v4[2]}.*.*`
  const [first, second] = ip.split(':')
  return first && second !== undefined ? `${first}:${second}:*` : null
}

const BROWSERS = new Set([...Object.values(Bowser.BROWSER_MAP), 'Opera Touch', 'Miui'])
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

// A user agent is written by whoever sends it, and ends up in somebody's chat, letter or SMS: of a
// name that nobody knows the reader would get the sender's own sentence (S21).
function known(name: string | undefined, names: ReadonlySet<string>): string | null {
  return name !== undefined && names.has(name) ? name : null
}

/** The first language of `Accept-Language` that we speak, weights honoured (RFC 9110, 12.5.4). */
export function readLocale(header: string | undefined, fallback: Locale): Locale {
  return (header && readLanguages(header.slice(0, 256))) || fallback
}

const readLanguages = remembering((header): Locale | null => {
  const wanted = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { language: tag.slice(0, 2).toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const locale = locales.find((known) => known === language)
    if (locale) return locale
  }
  return null
})
