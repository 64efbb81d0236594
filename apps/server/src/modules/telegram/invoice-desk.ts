import { setTimeout as delay } from 'node:timers/promises'
import { Api, GrammyError } from 'grammy'

/** What Telegram is to ask money for; without the token of the bank, which is put in here. */
export interface InvoiceToPay {
  title: string
  description: string
  /** Comes back with the money; nobody else sees it. */
  payload: string
  currency: string
  prices: { label: string; amount: number }[]
}

/** Telegram's door for payments: what cannot wait in the outbox. */
export interface InvoiceDesk {
  readonly isConfigured: boolean
  /** `refused`: Telegram says no and will say so again; `away`: it may be asked again. */
  createLink(invoice: InvoiceToPay): Promise<{ link: string } | 'away' | { refused: string }>
  /** Lets a payment through, or says why not, while Telegram still waits for it. */
  answer(queryId: string, refusal: string | undefined): Promise<void>
}

// The customer looks at a spinner meanwhile.
const LINK_MS = 8_000
// Telegram waits for ten seconds from the press on, and some of them were spent until here.
const ANSWER_MS = 8_500
const ATTEMPT_MS = 4_000
const PAUSE_MS = 250

export function openInvoiceDesk({ token, apiRoot, environment, paymentToken }: DeskOptions): InvoiceDesk {
  const api = new Api(token, { apiRoot, environment })
  return {
    isConfigured: paymentToken !== undefined,
    createLink: async (invoice) => {
      const asked = { ...invoice, provider_token: paymentToken }
      try {
        return { link: await api.raw.createInvoiceLink(asked as never, AbortSignal.timeout(LINK_MS) as never) }
      } catch (error) {
        const isFinal = error instanceof GrammyError && error.error_code === 400
        return isFinal ? { refused: error.description } : 'away'
      }
    },
    answer: (queryId, refusal) => answer(api, { queryId, refusal }),
  }
}

interface DeskOptions {
  token: string
  apiRoot: string
  environment: 'prod' | 'test'
  paymentToken: string | undefined
}

/** Said again when no answer came: a second one is refused and harms nothing. */
async function answer(api: Api, said: { queryId: string; refusal: string | undefined }): Promise<void> {
  const { queryId: pre_checkout_query_id, refusal: error_message } = said
  const payload = error_message === undefined ? { ok: true } : { ok: false, error_message }
  const deadline = performance.now() + ANSWER_MS
  while (performance.now() < deadline) {
    try {
      const signal = AbortSignal.timeout(Math.min(ATTEMPT_MS, deadline - performance.now()))
      await api.raw.answerPreCheckoutQuery({ pre_checkout_query_id, ...payload }, signal as never)
      return
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 400) return
      const askedMs = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0
      await delay(Math.max(askedMs, PAUSE_MS))
    }
  }
}
