import { useId } from 'preact/hooks'
import { basket } from '../../basket-words.ts'
import { TextField } from '../../parts/text-field.tsx'
import { Section } from './section.tsx'
import type { CheckoutForm } from './use-checkout-form.ts'

/** Where the order goes. */
export function AddressFields({ fields }: { fields: CheckoutForm['fields'] }) {
  const heading = useId()
  const { checkout: say } = basket.words.value
  const { city, region, street, postcode } = fields
  return (
    <Section id={heading} heading={say.address}>
      <div class="checkout-pair">
        <TextField label={say.city} field={city} name="city" autocomplete="address-level2" />
        <TextField label={say.region} field={region} name="region" autocomplete="address-level1" isOptional />
      </div>
      <TextField label={say.street} field={street} name="street" autocomplete="street-address" />
      <div class="checkout-pair">
        <TextField
          label={say.postcode}
          field={postcode}
          name="postcode"
          autocomplete="postal-code"
          inputMode="numeric"
          isOptional
        />
      </div>
    </Section>
  )
}
