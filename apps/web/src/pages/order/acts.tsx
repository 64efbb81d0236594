import type { Order } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { loadCart } from '../../cart.ts'
import { orders } from '../../orders-words.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { toast } from '../../parts/toast.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { missedOfRepeat } from '../../repeat-news.ts'
import { navigate } from '../../router.tsx'
import { shell } from '../../shell/shell.ts'
import { api } from '../../site.ts'
import { missedOf } from './missed.ts'

interface ActsProps {
  order: Order
  onChange: (order: Order) => void
}

/** What its customer may do with it now. */
export function Acts({ order, onChange }: ActsProps) {
  const say = orders.words.value
  const [isCancelling, setCancelling] = useState(false)
  const repeating = useSending()

  async function repeat() {
    const cart = await api.post('/api/orders/:id/repeat', { id: order.id })
    missedOfRepeat.value = missedOf(order, cart)
    // The answer's problems are those of the order; those of the cart are asked for.
    await loadCart()
    if (cart.items.length > 0) toast(say.repeated)
    navigate('/cart')
  }

  return (
    <div class="order-acts">
      <Button kind="quiet" wide busy={repeating.busy} onClick={() => void repeating.send(repeat)}>
        {say.repeat}
      </Button>
      <ProblemNotice problem={repeating.problem} pause={repeating.pause} />
      {order.canCancel && (
        <Button kind="plain" onClick={() => setCancelling(true)}>
          {say.cancel}
        </Button>
      )}
      {isCancelling && <Cancelling order={order} onChange={onChange} onClose={() => setCancelling(false)} />}
    </div>
  )
}

function Cancelling({ order, onChange, onClose }: ActsProps & { onClose: () => void }) {
  const say = orders.words.value
  const sending = useSending()

  async function cancel() {
    onChange(await api.post('/api/orders/:id/cancel', { id: order.id }))
    shell.feelOutcome(true)
    toast(say.cancelled)
    onClose()
  }

  return (
    <Dialog heading={say.cancelTitle(order.number)} onClose={onClose}>
      <p>{say.cancelText}</p>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
      <div class="dialog-choices">
        <Button busy={sending.busy} onClick={() => void sending.send(cancel)}>
          {say.cancelConfirm}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {say.keep}
        </Button>
      </div>
    </Dialog>
  )
}
