import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { FieldCode } from './field.tsx'
import { dialled, formatPhone, loadPhoneTools, type PhoneTools, withCountry } from './phone-text.ts'

const tools = signal<PhoneTools | undefined>(undefined)
let coming: Promise<void> | undefined

/** Waits for the numbering plan; without it the server alone will judge. */
export function fetchPhoneTools(): Promise<void> {
  coming ??= loadPhoneTools()
    .then((loaded) => {
      tools.value = loaded
    })
    .catch(() => {
      coming = undefined
    })
  return coming
}

/** The numbering plan, as soon as it is here. */
export function usePhoneTools(): PhoneTools | undefined {
  useEffect(() => {
    void fetchPhoneTools()
  }, [])
  return tools.value
}

/** The number to send: E.164 when it can be told, else what was typed for the server to judge. */
export function phoneToSend(text: string): string {
  const known = tools.value
  const number = known ? withCountry(text, known) : dialled(text).number
  return known?.read(number) ?? number
}

/** What is wrong with a typed number. */
export function checkPhone(text: string): FieldCode | undefined {
  const known = tools.value
  const number = known ? withCountry(text, known) : dialled(text).number
  if (!number || number === '+') return 'phone_required'
  if (!known) return number.length < 8 ? 'phone_incomplete' : undefined
  if (!number.startsWith('+')) return 'phone_country'
  if (known.read(number)) return undefined
  return known.isTooShort(number) ? 'phone_incomplete' : 'phone_invalid'
}

const DIALLED_LEAST = 9

/**
 * What is wrong with a number that Telegram may have confirmed already: only its length is judged,
 * for a range newer than our tables must not lock its owner out (D1).
 */
export function checkDialled(text: string): FieldCode | undefined {
  const known = tools.value
  const number = known ? withCountry(text, known) : dialled(text).number
  const digits = number.replace('+', '').length
  if (digits === 0) return 'phone_required'
  if (digits < DIALLED_LEAST) return 'phone_incomplete'
  if (!known) return undefined
  if (!number.startsWith('+')) return 'phone_country'
  if (known.isTooShort(number)) return 'phone_incomplete'
  return known.isTooLong(number) ? 'phone_invalid' : undefined
}

/** A number as its country writes it, for reading. */
export function showPhone(number: string): string {
  return formatPhone(number, tools.value).text
}
