import { event } from '#platform'
import type { HintResource } from './model.ts'

/** Something of that kind has changed there, or is said to have; what it was waits to be taken. */
export const wooHinted = event<{ resource: HintResource }>('woocommerce.hinted')
