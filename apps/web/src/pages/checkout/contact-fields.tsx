import type { Customer } from '@vitrina/contract'
import { useEffect, useId } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { words } from '../../language.ts'
import { EmailInput } from '../../parts/email-input.tsx'
import { Field } from '../../parts/field.tsx'
import { PhoneField } from '../../parts/phone-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { shell } from '../../shell/shell.ts'
import { SharePhone } from '../account/share-phone.tsx'
import { Section } from './section.tsx'
import type { CheckoutForm } from './use-checkout-form.ts'

type Fields = CheckoutForm['fields']

/** Who receives the order; the account's own, which may be changed for this one. */
export function ContactFields({ customer, fields }: { customer: Customer; fields: Fields }) {
  const heading = useId()
  const { checkout: say } = basket.words.value
  const { phone } = fields
  // It has come from Telegram at one tap.
  useEffect(() => {
    if (customer.phone && !phone.value) phone.set(customer.phone)
  }, [customer.phone])
  return (
    <Section id={heading} heading={say.contact}>
      <TextField
        label={words.value.field.name}
        field={fields.name}
        name="name"
        autocomplete="name"
        autocapitalize="words"
      />
      <PhoneField field={phone} />
      {shell.askPhone && !customer.phone && <SharePhone />}
      <EmailIfWanted field={fields.email} />
    </Section>
  )
}

function EmailIfWanted({ field }: { field: Fields['email'] }) {
  const { checkout: say } = basket.words.value
  return (
    <Field label={say.email} hint={say.emailHint} error={field.error}>
      {(wires) => <EmailInput wires={wires} field={field} />}
    </Field>
  )
}
