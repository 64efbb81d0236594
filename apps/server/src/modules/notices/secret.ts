import { deriveToken, type Pepper } from '#platform'
import type { NoticeId } from './model.ts'

/** The secret of a notice's link: keyed, so that the rows of a stolen database do not give it. */
export function noticeSecret(pepper: Pepper, keyId: string | null, id: NoticeId) {
  return deriveToken(pepper, keyId, 'security-notice', id)
}
