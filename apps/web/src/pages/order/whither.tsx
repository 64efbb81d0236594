import type { Order } from '@vitrina/contract'
import { orders } from '../../orders-words.ts'
import { Totals } from '../../parts/totals.tsx'
import { showPhone, usePhoneTools } from '../../parts/use-phone-tools.ts'

/** Where it goes and to whom, how it is paid, and what it came to. */
export function Whither({ order: { delivery, contact, comment, payment, totals } }: { order: Order }) {
  const say = orders.words.value
  usePhoneTools()
  const { address } = delivery
  const lines = address && [
    [address.postcode, address.region].filter(Boolean).join(', '),
    [address.city, address.street].filter(Boolean).join(', '),
  ]
  return (
    <section class="order-sheet">
      <dl class="order-facts">
        <div>
          <dt>{say.delivery}</dt>
          <dd>{delivery.title}</dd>
          {lines?.filter(Boolean).map((line) => (
            <dd key={line} class="soft">
              {line}
            </dd>
          ))}
        </div>
        {contact && (
          <div>
            <dt>{say.recipient}</dt>
            <dd>{contact.name}</dd>
            <dd class="soft">{showPhone(contact.phone)}</dd>
          </div>
        )}
        {comment && (
          <div>
            <dt>{say.comment}</dt>
            <dd class="order-comment">{comment}</dd>
          </div>
        )}
        <div>
          <dt>{say.payment}</dt>
          <dd>{say.by[payment.methodId]}</dd>
          {(payment.status !== 'unpaid' || payment.methodId !== 'cash') && (
            <dd class="soft">{say.paid[payment.status]}</dd>
          )}
        </div>
      </dl>
      <Totals totals={totals} />
    </section>
  )
}
