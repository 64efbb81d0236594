import type { Order, OrderStatus } from '@vitrina/contract'
import { orders } from '../../orders-words.ts'
import { Icon } from '../../parts/icon.tsx'

/** What usually comes after, so that a person sees where in all this they are. */
const ahead: Record<OrderStatus, readonly OrderStatus[]> = {
  placed: ['processing', 'completed'],
  on_hold: ['processing', 'completed'],
  processing: ['completed'],
  completed: [],
  cancelled: [],
  refunded: [],
  failed: [],
}

const isSad = (status: OrderStatus) => status === 'cancelled' || status === 'failed'

/** How the order came to where it is, and what is to come; it grows by itself. */
export function Timeline({ order, hasTrouble }: { order: Order; hasTrouble: boolean }) {
  const say = orders.words.value
  const { status, timeline } = order
  const next = ahead[status]
  return (
    <section class="timeline" aria-labelledby="timeline">
      <header>
        <h2 id="timeline">{say.timeline}</h2>
        {(next.length > 0 || hasTrouble) && (
          <p class="soft small" role="status">
            {hasTrouble ? say.trouble : say.live}
          </p>
        )}
      </header>
      <ol>
        {timeline.map((move, index) => {
          const isNow = index === timeline.length - 1
          return (
            <li
              key={`${move.status} ${move.at}`}
              class={`done${isNow ? ' now' : ''}${isSad(move.status) ? ' sad' : ''}`}
              aria-current={isNow ? 'step' : undefined}
            >
              <span class="timeline-mark">{!isSad(move.status) && <Icon name="check" size={14} />}</span>
              <p>
                {say.status[move.status]}
                <time class="soft small figures" dateTime={move.at}>
                  {say.moment(new Date(move.at))}
                </time>
              </p>
            </li>
          )
        })}
        {next.map((one) => (
          <li key={one} class="ahead">
            <span class="timeline-mark" />
            <p>
              {say.status[one]}
              <span class="unseen">, {say.ahead}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
