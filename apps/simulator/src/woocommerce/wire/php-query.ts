export type Params = Record<string, unknown>

/**
 * A query as PHP reads it: of a repeated name the last stands, `name[]` gathers a list and `name[key]` a table.
 * A bare plus is a space, which is what becomes of the plus of a time zone.
 */
export function readPhpQuery(text: string): Params {
  const params: Params = {}
  for (const [name, value] of new URLSearchParams(text)) put(params, name, value)
  return params
}

function put(params: Params, name: string, value: string): void {
  const match = /^([^[]+)((?:\[[^\]]*\])*)/u.exec(name)
  const root = match?.[1]
  if (!root || root === '__proto__') return
  const keys = [...(match[2] ?? '').matchAll(/\[([^\]]*)\]/gu)].map(([, key = '']) => key)
  let place: Params = params
  let key = root
  for (const next of keys) {
    const inner = typeof place[key] === 'object' && place[key] !== null ? (place[key] as Params) : Object.create(null)
    place[key] = inner
    place = inner
    key = next === '' ? String(Object.keys(inner).length) : next
  }
  place[key] = value
}

/** The table that a list became, as a list again; comma-separated text too. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null) return Object.values(value)
  if (value === undefined || value === null || value === '') return []
  return String(value)
    .split(/[\s,]+/u)
    .filter((part) => part !== '')
}
