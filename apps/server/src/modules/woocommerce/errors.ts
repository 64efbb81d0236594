import { refusal } from '#platform'

/** What calls itself a webhook is not signed by our secret. */
export const deliveryRejected = refusal('woocommerce.delivery_rejected', 'forbidden')
