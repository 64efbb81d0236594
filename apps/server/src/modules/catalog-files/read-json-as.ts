import type { z } from 'zod'
import type { Fault } from './model.ts'
import { parseJson, toFault, unfold } from './read-json.ts'

/** Reads JSON of another format than the catalogue's, or says what is wrong with it and in which line. */
export function readJsonAs<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): { value: z.output<Schema> } | { faults: Fault[] } {
  const parsed = parseJson(text)
  if ('fault' in parsed) return { faults: [parsed.fault] }
  const checked = schema.safeParse(parsed.value)
  if (checked.success) return { value: checked.data }
  return { faults: checked.error.issues.flatMap(unfold).map((issue) => toFault(text, issue)) }
}

/** A fault that only shows once the whole is read, e.g. that two have the same name. */
export function faultAt(text: string, path: PropertyKey[], message: string): Fault {
  return toFault(text, { path, message })
}
