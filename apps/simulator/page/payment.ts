import { effect, signal } from '@preact/signals'
import { moneyText } from '@vitrina/contract/money-text'
import type { InvoiceRecord, InvoiceTarget, PaymentNews } from '../src/world/state.ts'
import { act } from './api.ts'
import { me, myId, showToast } from './model.ts'
import { language, words } from './words.ts'

type Status = PaymentNews['status'] | 'cancelled'

interface OpenInvoice {
  target: InvoiceTarget
  invoice: InvoiceRecord
  /** For the Mini App that has asked for it. */
  onClosed: ((status: Status) => void) | undefined
  isBusy: boolean
}

/** What is to be paid, over the chat or the Mini App. */
export const paying = signal<OpenInvoice | undefined>(undefined)

export async function openInvoice(target: InvoiceTarget, onClosed?: (status: Status) => void): Promise<void> {
  const id = myId.value
  if (id === undefined) return
  try {
    const invoice = (await act(id, 'invoice', target)) as InvoiceRecord
    paying.value = { target, invoice, onClosed, isBusy: false }
  } catch {
    showToast(words().failed)
    onClosed?.('failed')
  }
}

/** Leaves it unpaid. */
export function closeInvoice(status: Status = 'cancelled'): void {
  const open = paying.value
  paying.value = undefined
  open?.onClosed?.(status)
}

export async function pay(how: 'pay' | 'decline' | 'late'): Promise<void> {
  const [id, open] = [myId.value, paying.value]
  if (id === undefined || !open || open.isBusy) return
  paying.value = { ...open, isBusy: true }
  try {
    const { status, reason, cause } = (await act(id, 'pay', { ...open.target, how })) as PaymentNews
    const said = reason ?? (cause && words().payFailures[cause])
    if (said) showToast(said)
    closeInvoice(status)
  } catch {
    showToast(words().failed)
    closeInvoice('failed')
  }
}

/** A page that was opened at the address of an invoice shows it, as soon as it is known to whom. */
const stop = effect(() => {
  const path = decodeURIComponent(location.pathname)
  if (!path.startsWith('/$') || !me.value) return
  void openInvoice({ link: `https://t.me${path}` })
  // Once: whoever closes it has seen it.
  queueMicrotask(() => stop())
})

/** A sum as the shop writes it. */
export function showMoney(amountMinor: number, currency: string): string {
  // Stars are no currency that the browser knows.
  return currency === 'XTR' ? `${amountMinor} ⭐` : moneyText({ amountMinor, currency }, language.value)
}
