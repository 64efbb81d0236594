import type { Address, Customer, Order, Quote } from '@vitrina/contract'
import { useEffect, useId } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { ChoiceList } from '../../parts/choice-list.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { Notice } from '../../parts/notice.tsx'
import { priceText } from '../../parts/price-text.ts'
import { ProblemError } from '../../problem.ts'
import { shell } from '../../shell/shell.ts'
import { AddressFields } from './address-fields.tsx'
import { CommentField } from './comment-field.tsx'
import { ContactFields } from './contact-fields.tsx'
import { Section } from './section.tsx'
import { Summary } from './summary.tsx'
import { type CheckoutForm, useCheckoutForm } from './use-checkout-form.ts'
import { usePlacing } from './use-placing.ts'
import { useQuote } from './use-quote.ts'

interface CheckoutSheetProps {
  customer: Customer
  /** Of the last order. */
  address: Partial<Address> | undefined
  onPlaced: (order: Order) => void
  /** There is nothing in the cart any more. */
  onEmpty: () => void
}

/** Everything that an order needs, on one page; the sum beside it is always that of now. */
export function CheckoutSheet({ customer, address, onPlaced, onEmpty }: CheckoutSheetProps) {
  const form = useCheckoutForm(customer, address)
  const quoting = useQuote(form.ask)
  const placing = usePlacing(customer.customerId, { form, quoting, onPlaced, onEmpty })
  const { quote, problem } = quoting
  useFirstChoices(form, quote)
  // What was typed is not lost, but the person may not know that.
  useEffect(() => {
    shell.guardClosing(true)
    return () => shell.guardClosing(false)
  }, [])
  const { checkout: say } = basket.words.value
  if (!quote && problem) return <FaultPage caught={new ProblemError(problem)} onAgain={() => void quoting.look()} />
  return (
    <form class="checkout" ref={form.form} noValidate onSubmit={(event) => event.preventDefault()}>
      <h1 tabIndex={-1}>{say.heading}</h1>
      <div class="checkout-sections">
        <ContactFields customer={customer} fields={form.fields} />
        <Delivery form={form} quote={quote} />
        {placing.method?.needsAddress !== false && <AddressFields fields={form.fields} />}
        <Payment form={form} quote={quote} />
        <CommentField field={form.fields.comment} />
      </div>
      <Summary quoting={quoting} placing={placing} />
    </form>
  )
}

/** What is chosen before anybody chooses: the first of each, as the shop has them in order. */
function useFirstChoices({ chooseMethod, choosePayment }: CheckoutForm, quote: Quote | undefined) {
  useEffect(() => {
    if (!quote) return
    const { deliveryMethods, paymentMethods } = quote
    // Looks at what is chosen when it runs: somebody may have chosen before.
    chooseMethod((chosen) => chosen ?? deliveryMethods[0]?.id)
    choosePayment((chosen) =>
      paymentMethods.some(({ id }) => id === chosen) ? chosen : (paymentMethods[0]?.id ?? chosen),
    )
  }, [quote])
}

interface ChoosingProps {
  form: CheckoutForm
  quote: Quote | undefined
}

function Delivery({ form: { methodId, chooseMethod }, quote }: ChoosingProps) {
  const heading = useId()
  const { checkout: say, totals } = basket.words.value
  const methods = quote?.deliveryMethods
  const isLost = methods && methods.length > 0 && methodId && !methods.some(({ id }) => id === methodId)
  return (
    <Section id={heading} heading={say.delivery}>
      {methods ? (
        <ChoiceList
          labelledBy={heading}
          value={methodId}
          onChoose={chooseMethod}
          choices={methods.map(({ id, title, price }) => ({
            value: id,
            title,
            aside: price.amountMinor ? priceText(price) : totals.free,
          }))}
        />
      ) : (
        <div class="choice-ghost" aria-hidden="true" />
      )}
      {methods?.length === 0 && <Notice tone="bad">{say.noDelivery}</Notice>}
      {isLost && <Notice tone="bad">{say.deliveryGone}</Notice>}
    </Section>
  )
}

function Payment({ form: { paymentId, choosePayment }, quote }: ChoosingProps) {
  const heading = useId()
  return (
    <Section id={heading} heading={basket.words.value.checkout.payment}>
      {quote ? (
        <ChoiceList
          labelledBy={heading}
          value={paymentId}
          onChoose={choosePayment}
          choices={quote.paymentMethods.map(({ id, title }) => ({ value: id, title }))}
        />
      ) : (
        <div class="choice-ghost small" aria-hidden="true" />
      )}
    </Section>
  )
}
