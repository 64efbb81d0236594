import type { ComponentType } from 'preact'
import { withNext } from '../../routes.ts'
import type { Typed } from './use-typed.ts'

/** A form of the registration page; what it shares with the others is handed to it. */
export type WayForm = ComponentType<{ typed: Typed }>

/** The ways to register, in the order in which they are offered; the first unless the address names another. */
export const wayKeys = ['phone', 'name', 'email', 'sms', 'bot'] as const
export type WayKey = (typeof wayKeys)[number]
export const usualWay = 'phone'

interface Way {
  /** As `GET /api/config` calls it. */
  method: string
  load: () => Promise<{ Form: WayForm }>
}

const ways: Record<WayKey, Way> = {
  phone: { method: 'telegram_contact', load: () => import('./register-form.tsx') },
  name: { method: 'telegram_name', load: () => import('./name-form.tsx') },
  email: { method: 'email', load: () => import('./email-form.tsx') },
  sms: { method: 'sms', load: () => import('./sms-form.tsx') },
  bot: { method: 'bot_code', load: () => import('./bot-code-way.tsx') },
}

const named = (search: string) => new URLSearchParams(search).get('way')

/** The way that an address names, when the shop has it; else the usual one. */
export function wayOf(search: string, methods: readonly string[]): WayKey {
  return offeredWays(methods).find((key) => key === named(search)) ?? usualWay
}

/** Those that the shop has; the usual one always, for it says itself when it cannot be had. */
export function offeredWays(methods: readonly string[]): WayKey[] {
  return wayKeys.filter((key) => key === usualWay || methods.includes(ways[key].method))
}

/** Where a way is found; the usual one needs no name. */
export function hrefOf(way: WayKey, search = ''): string {
  return withNext(way === usualWay ? '/register' : `/register?way=${way}`, search)
}

const forms = new Map<WayKey, WayForm>()

/** Fetches the form that an address asks for, whether or not it will be shown. */
export async function loadWay(search: string): Promise<void> {
  const asked = wayKeys.filter((key) => key === usualWay || key === named(search))
  for (const key of asked) {
    if (!forms.has(key)) forms.set(key, (await ways[key].load()).Form)
  }
}

/** The form of a way, once it is here. */
export const formOf = (way: WayKey): WayForm | undefined => forms.get(way)
