import type {
  Address,
  AskQuote,
  Customer,
  Money,
  OrderToPlace,
  PaymentMethodId,
  Problem,
  Quote,
} from '@vitrina/contract'
import { nameless } from '@vitrina/contract/nameless'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { checkEmail } from '../../parts/email-text.ts'
import { type FieldState, focusFirstError, useField } from '../../parts/use-field.ts'
import { checkPhone, fetchPhoneTools, phoneToSend } from '../../parts/use-phone-tools.ts'
import { checkName } from '../register/checks.ts'
import { type Draft, draft } from './draft.ts'

const anything = () => undefined
// Nobody a parcel could be handed to.
const isNameless = ({ name }: Customer) => Object.values(nameless).includes(name)
const MOST_COMMENT = 1000
const addressNames = ['city', 'region', 'street', 'postcode'] as const

/** Everything that the person types and chooses on the way to an order; `address` is that of their last one. */
export function useCheckoutForm(customer: Customer, address: Partial<Address> | undefined) {
  const [kept] = useState(() => draft.read(customer.customerId))
  const form = useRef<HTMLFormElement>(null)
  const [methodId, chooseMethod] = useState(kept?.methodId)
  const [paymentId, choosePayment] = useState<PaymentMethodId | undefined>(kept?.paymentId)
  const fields: Fields = {
    name: useField(checkName, kept?.name ?? (isNameless(customer) ? '' : customer.name)),
    phone: useField(checkPhone, kept?.phone ?? customer.phone ?? ''),
    email: useField((text) => (text.trim() ? checkEmail(text) : undefined), kept?.email ?? customer.email ?? ''),
    city: useField(anything, kept?.city ?? address?.city),
    region: useField(anything, kept?.region ?? address?.region),
    street: useField(anything, kept?.street ?? address?.street),
    postcode: useField(anything, kept?.postcode ?? address?.postcode),
    comment: useField(anything, kept?.comment),
  }
  useKeptDraft(fields, { customerId: customer.customerId, methodId, paymentId })

  return {
    form,
    fields,
    methodId,
    paymentId,
    chooseMethod,
    choosePayment,
    ask: askOf(fields, methodId),
    /** Checks it all; true when nothing is wrong. */
    async approve(needsAddress: boolean): Promise<boolean> {
      await fetchPhoneTools()
      const isRight = approve(fields, needsAddress)
      if (!isRight) focusFirstError(form.current)
      return isRight
    },
    /** Shows what the server found; false: none of it is about a field. */
    refuse: (problem: Problem) => refuse(fields, problem, form.current),
    body: (chosen: Chosen) => bodyOf(fields, chosen),
  }
}

export type CheckoutForm = ReturnType<typeof useCheckoutForm>
type Fields = Record<'name' | 'phone' | 'email' | (typeof addressNames)[number] | 'comment', FieldState>

interface Chosen {
  method: Quote['deliveryMethods'][number]
  paymentId: PaymentMethodId
  expectedTotal: Money
}

function useKeptDraft(fields: Fields, chosen: Pick<Draft, 'customerId' | 'methodId' | 'paymentId'>): void {
  const typed = Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]))
  const text = JSON.stringify({ ...chosen, ...typed })
  // At once: what is put off until the page is drawn is lost to a reload that comes before.
  useLayoutEffect(() => draft.write(JSON.parse(text)), [text])
}

/** As much of the address as there is. */
function addressOf(fields: Fields) {
  const told = addressNames.flatMap((name) => {
    const text = fields[name].value.trim()
    return text ? [[name, text]] : []
  })
  return Object.fromEntries(told) as NonNullable<AskQuote['address']>
}

function askOf(fields: Fields, methodId: string | undefined): AskQuote {
  return { ...(methodId && { delivery: { methodId } }), address: addressOf(fields) }
}

function approve(fields: Fields, needsAddress: boolean): boolean {
  const { checkout: say } = basket.words.value
  const right = [fields.name.approve(), fields.phone.approve(), fields.email.approve()]
  if (needsAddress) {
    right.push(fillIn(fields.city, say.cityRequired), fillIn(fields.street, say.streetRequired))
  }
  if (fields.comment.value.length > MOST_COMMENT) {
    fields.comment.refuse('', say.commentLong)
    right.push(false)
  }
  return !right.includes(false)
}

function fillIn(field: FieldState, message: string): boolean {
  if (field.value.trim()) return true
  field.refuse('', message)
  return false
}

function refuse(fields: Fields, { errors = [] }: Problem, form: HTMLFormElement | null): boolean {
  const { checkout: say } = basket.words.value
  const missing: Record<string, string> = {
    address: say.cityRequired,
    city: say.cityRequired,
    street: say.streetRequired,
    region: say.regionRequired,
    postcode: say.postcodeRequired,
  }
  let isShown = false
  for (const { field, code, message } of errors) {
    const last = field.split('.').at(-1) ?? ''
    const name = last === 'address' ? 'city' : last
    if (!Object.hasOwn(fields, name)) continue
    fields[name as keyof Fields].refuse(code, (code === 'required' && missing[last]) || message)
    isShown = true
  }
  if (isShown) focusFirstError(form)
  return isShown
}

function bodyOf(fields: Fields, { method, paymentId, expectedTotal }: Chosen): OrderToPlace {
  const { name, phone, email, comment } = fields
  const mail = email.value.trim()
  return {
    contact: { name: name.value.trim(), phone: phoneToSend(phone.value), ...(mail && { email: mail }) },
    delivery: { methodId: method.id },
    ...(method.needsAddress && { address: addressOf(fields) as OrderToPlace['address'] }),
    ...(comment.value.trim() && { comment: comment.value.trim() }),
    payment: { methodId: paymentId },
    expectedTotal,
  }
}
