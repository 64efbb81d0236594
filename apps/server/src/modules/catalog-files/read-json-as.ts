import type { z } from 'zod'
import { toFaults, unfold } from './json-faults.ts'
import type { Fault } from './model.ts'
import { parseJson } from './read-json.ts'

/** Reads JSON of another format than the catalogue's, or says what is wrong with it and in which line. */
export function readJsonAs<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): { value: z.output<Schema> } | { faults: Fault[] } {
  const parsed = parseJson(text)
  if ('fault' in parsed) return { faults: [parsed.fault] }
  const checked = schema.safeParse(parsed.value)
  if (checked.success) return { value: checked.data }
  return { faults: toFaults(text, checked.error.issues.flatMap(unfold)) }
}
