import { basket } from '../../basket-words.ts'
import { Field } from '../../parts/field.tsx'
import type { FieldState } from '../../parts/use-field.ts'

/** Anything else that whoever packs it should know. */
export function CommentField({ field }: { field: FieldState }) {
  const { checkout: say } = basket.words.value
  return (
    <div class="checkout-section">
      <Field label={say.comment} hint={say.commentHint} error={field.error}>
        {(wires) => (
          <textarea
            {...wires}
            name="comment"
            rows={3}
            value={field.value}
            onInput={(event) => field.set(event.currentTarget.value)}
          />
        )}
      </Field>
    </div>
  )
}
