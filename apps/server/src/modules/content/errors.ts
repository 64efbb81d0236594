import { refusal } from '#platform'

export const pageUnknown = refusal('content.page_unknown', 'missing')
