import { useEffect, useRef } from 'preact/hooks'
import { closeInvoice, pay, paying, showMoney } from '../payment.ts'
import { words } from '../words.ts'

/** What Telegram shows before one pays; which card it is, is for whoever tries it to say. */
export function PaymentSheet() {
  return paying.value ? <Sheet /> : null
}

function Sheet() {
  const dialog = useRef<HTMLDialogElement>(null)
  const t = words()
  useEffect(() => dialog.current?.showModal(), [])
  const open = paying.value
  if (!open) return null
  const { invoice, isBusy } = open
  const money = (minor: number) => showMoney(minor, invoice.currency)
  return (
    <dialog ref={dialog} class="sheet payment" aria-labelledby="payment-title" onCancel={() => closeInvoice()}>
      <h2 id="payment-title">{invoice.title}</h2>
      <p>{invoice.description}</p>
      <dl>
        {invoice.prices.map(({ label, amount }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" disabled={isBusy} onClick={() => void pay('pay')}>
        {t.pay} {money(invoice.totalAmount)}
      </button>
      <button type="button" class="button quiet" disabled={isBusy} onClick={() => void pay('decline')}>
        {t.payDeclined}
      </button>
      <button type="button" class="button quiet" disabled={isBusy} onClick={() => void pay('late')}>
        {t.payLate}
      </button>
      <button type="button" class="button quiet" onClick={() => closeInvoice()}>
        {t.cancel}
      </button>
    </dialog>
  )
}
