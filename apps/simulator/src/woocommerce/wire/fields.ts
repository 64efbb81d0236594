import { listOf } from './php-query.ts'

/** Leaves only the asked fields, `_links` among them: `meta_data`, or deeper as `billing.email`. */
export function onlyFields(body: unknown, wanted: unknown): unknown {
  const fields = listOf(wanted).map(String)
  if (fields.length === 0) return body
  const pick = (item: unknown) =>
    typeof item === 'object' && item !== null ? pickFields(item as Record<string, unknown>, fields) : item
  return Array.isArray(body) ? body.map(pick) : pick(body)
}

function pickFields(item: Record<string, unknown>, fields: string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const field of [...fields, '_links']) {
    const [name = '', ...rest] = field.split('.')
    if (!(name in item)) continue
    const inner = item[name]
    if (rest.length === 0 || typeof inner !== 'object' || inner === null || Array.isArray(inner)) picked[name] = inner
    else picked[name] = { ...(picked[name] as object), ...onlyInner(inner as Record<string, unknown>, rest) }
  }
  return picked
}

const onlyInner = (inner: Record<string, unknown>, [name = '']: string[]) =>
  name in inner ? { [name]: inner[name] } : {}
