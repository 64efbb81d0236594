import { variables } from './config-variables.ts'

/** The text of `.env.example`: every setting with its sentence, commented out at its default. */
export function envExample(): string {
  const entries = Object.entries(variables)
    .filter(([name]) => name !== 'NODE_ENV')
    .map(([name, { doc, schema, aliases }]) => {
      const fallback = schema.safeParse(undefined).data
      const value = typeof fallback === 'string' || typeof fallback === 'number' ? String(fallback) : listed(fallback)
      const also = aliases?.length ? ` Also read as ${aliases.join(', ')}.` : ''
      return `# ${doc}${also}\n#${name}=${value}\n`
    })
  return `# Nothing here is required: an empty file is the demo on this machine.\n\n${entries.join('\n')}`
}

function listed(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : ''
}
