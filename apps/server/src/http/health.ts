import type { Routes } from '#platform'

/** One part of readiness: throws when it does not work. Degraded parts are named but do not make us unready. */
export interface Check {
  name: string
  required: boolean
  check: () => Promise<void>
  /** Figures for whoever watches, well or not. */
  details?: () => Promise<object>
}

const CHECK_TIMEOUT_MS = 2_000

/** `GET /healthz`: the process lives. `GET /readyz`: it can serve, and what is degraded. */
export function healthRoutes(checks: Check[]): Routes {
  return async (server) => {
    server.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'alive' }))
    server.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
      const results = await Promise.all(checks.map(runCheck))
      const ready = results.every(({ works, required }) => works || !required)
      const degraded = results.filter(({ works }) => !works).map(({ name }) => name)
      return reply.status(ready ? 200 : 503).send({
        status: !ready ? 'unready' : degraded.length > 0 ? 'degraded' : 'ready',
        degraded,
        checks: Object.fromEntries(results.map(({ name, works }) => [name, works ? 'ok' : 'failing'])),
        ...figuresOf(results),
      })
    })
  }
}

function figuresOf(results: readonly Checked[]): { details?: Record<string, object> } {
  const figures = results.flatMap(({ name, details }) => (details ? [[name, details] as const] : []))
  return figures.length > 0 ? { details: Object.fromEntries(figures) } : {}
}

interface Checked {
  name: string
  required: boolean
  works: boolean
  details: object | undefined
}

async function runCheck({ name, required, check, details }: Check): Promise<Checked> {
  const timeout = new Promise<never>((_, reject) => setTimeout(reject, CHECK_TIMEOUT_MS).unref())
  timeout.catch(() => {})
  const works = Promise.race([check(), timeout]).then(
    () => true,
    () => false,
  )
  const figures = details && Promise.race([details(), timeout]).catch(() => undefined)
  return { name, required, works: await works, details: await figures }
}
