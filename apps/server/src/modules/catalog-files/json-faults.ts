import type { Issue } from './check-json.ts'
import { linesOfPaths } from './json-lines.ts'
import type { Fault } from './model.ts'

interface ZodIssue {
  path: PropertyKey[]
  message: string
  code?: string | undefined
  errors?: readonly (readonly ZodIssue[])[]
}

/** Of a choice it says what is wrong with the alternative that was meant: the one that fits best. */
export function unfold({ path, message, errors = [] }: ZodIssue): Issue[] {
  const [best] = errors.filter((issues) => !isOtherType(issues)).toSorted((a, b) => a.length - b.length)
  if (!best) return [{ path, message }]
  return best.flatMap((issue) => unfold({ ...issue, path: [...path, ...issue.path] }))
}

function isOtherType(issues: readonly ZodIssue[]): boolean {
  return issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
}

/** In the order of their lines. */
export function toFaults(text: string, issues: readonly Issue[]): Fault[] {
  const lines = linesOfPaths(
    text,
    issues.map(({ path }) => path),
  )
  const faults = issues.map(({ path, message }, at): Fault => {
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
    return { line: lines[at] ?? 1, message: where ? `${where.replace(/^\./, '')}: ${message}` : message }
  })
  return faults.sort((a, b) => a.line - b.line)
}
