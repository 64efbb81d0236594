import { refusal } from '#platform'

/** Telegram takes no such amount, or none in this currency. */
export const amountNotTaken = refusal('payments.amount_not_taken', 'conflict')
