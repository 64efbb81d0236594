import type { CustomerId } from '#identity'
import type { Ctx } from '#platform'
import { passkeyUnknown } from './errors.ts'
import type { PasskeyRow } from './model.ts'
import { updateName } from './store.ts'

/** Calls a passkey of the customer something else. Refuses with `passkeys.unknown` when it is not theirs. */
export async function renamePasskey(
  ctx: Ctx,
  { customerId, ...named }: { customerId: CustomerId; id: string; name: string },
): Promise<PasskeyRow> {
  const passkey = await updateName(ctx.db, customerId, named)
  if (!passkey) throw passkeyUnknown()
  return passkey
}
