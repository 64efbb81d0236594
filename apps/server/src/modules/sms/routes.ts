import type { FastifyRequest } from 'fastify'
import type { Ctx, Routes } from '#platform'
import { reportRejected } from './errors.ts'
import type { SmsProvider } from './model.ts'
import { updateReported } from './store.ts'

export const REPORTS_PATH = '/webhooks/sms'

/**
 * Takes delivery reports. They change nothing but what the ledger says became of a message, so one that speaks of a
 * message we do not know is answered like any other: a «no» would only make them repeat it.
 */
export function reportRoutes(ctx: Ctx, providers: readonly SmsProvider[], publicUrl: string): Routes {
  return async (server) => {
    // Signatures are over the bytes as they came.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const provider of providers.filter(({ readReport }) => readReport)) {
      server.route({
        method: ['GET', 'POST'],
        url: `${REPORTS_PATH}/${provider.name}`,
        schema: { hide: true },
        handler: async (request) => {
          await takeReport(ctx, provider, request, publicUrl)
          return {}
        },
      })
    }
  }
}

async function takeReport(ctx: Ctx, provider: SmsProvider, request: FastifyRequest, publicUrl: string): Promise<void> {
  const { url, headers, body } = request
  // Signed is the address that we gave them, whatever stands between them and us.
  const asked = { url: publicUrl + url, headers, body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) }
  const report = await provider.readReport?.(asked, ctx.now())
  if (!report) throw reportRejected()
  if (!report.id || !report.status) return
  const reported = { status: report.status, reportedAt: ctx.now() }
  await updateReported(ctx.db, { id: report.id, provider: provider.name }, reported)
}
