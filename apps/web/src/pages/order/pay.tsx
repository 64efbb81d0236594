import type { Order } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { orders } from '../../orders-words.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useSending } from '../../parts/use-sending.ts'
import { type InvoiceStatus, shell } from '../../shell/shell.ts'
import { shop } from '../../shop.ts'
import { api } from '../../site.ts'

/** The way to the money, while the goods wait for it. */
export function Pay({ order: { id, payment } }: { order: Order }) {
  const say = orders.words.value
  const [opened, setOpened] = useState<InvoiceStatus | 'open'>()
  const sending = useSending()
  if (payment.status !== 'unpaid' || !payment.payBy) return null

  async function pay() {
    const found = await api.post('/api/orders/:id/pay', { id })
    setOpened('open')
    if ('url' in found) {
      if (!shell.openPage(found.url)) return location.assign(found.url)
    } else if (!shell.openInvoice(found.invoiceLink, setOpened)) {
      open(addressOf(found.invoiceLink), '_blank', 'noopener')
    }
  }

  return (
    <section class="order-pay" aria-label={say.payment}>
      <Button wide busy={sending.busy} paused={sending.pause !== undefined} onClick={() => void sending.send(pay)}>
        {say.pay}
      </Button>
      <p class="soft small">{say.payBy(say.moment(new Date(payment.payBy)))}</p>
      <p class="soft small" role="status">
        {opened === 'failed' ? say.payFailed : opened && opened !== 'cancelled' && say.payOpened}
      </p>
      <ProblemNotice problem={sending.problem} pause={sending.pause} />
    </section>
  )
}

/** Where a browser finds it: the practice Telegram of a demo has it at an address of its own. */
function addressOf(link: string): string {
  const { webAppScript } = shop.value
  return webAppScript ? new URL(new URL(link).pathname, webAppScript).href : link
}
