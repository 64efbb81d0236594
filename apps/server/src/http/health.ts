import type { Routes } from '#platform'

/** One part of readiness: throws when it does not work. Degraded parts are named but do not make us unready. */
export interface Check {
  name: string
  required: boolean
  check: () => Promise<void>
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
      })
    })
  }
}

async function runCheck({
  name,
  required,
  check,
}: Check): Promise<{ name: string; required: boolean; works: boolean }> {
  const timeout = new Promise<never>((_, reject) => setTimeout(reject, CHECK_TIMEOUT_MS).unref())
  const works = await Promise.race([check(), timeout]).then(
    () => true,
    () => false,
  )
  return { name, required, works }
}
