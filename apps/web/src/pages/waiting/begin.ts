import type { StartVerification } from '@vitrina/contract'
import { locale } from '../../language.ts'
import { navigate } from '../../router.tsx'
import { withNext } from '../../routes.ts'
import { api } from '../../site.ts'
import { underWay } from './under-way.ts'

interface Begin {
  body: StartVerification
  /** The number or the address as it was typed; nothing where only Telegram knows it. */
  to?: string
  /** Where another try begins. */
  from: string
}

/** Starts a verification and goes to where it is waited for. */
export async function beginVerification({ body, to = '', from }: Begin): Promise<void> {
  const verification = await api.post('/api/auth/verifications', { body: { ...body, locale: locale.value } })
  underWay.begin(verification, { to, from })
  // Whoever came to sign in is not told by the address that they register.
  const place = from.startsWith('/login') ? '/login' : '/register'
  navigate(withNext(`${place}/${encodeURIComponent(verification.id)}`, location.search))
}
