import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** Collects the schemas of every route registered after it into one OpenAPI 3.1 document (E16). */
export async function collectDocs(
  server: FastifyInstance,
  options: { shopName: string; publicUrl: string },
): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: `${options.shopName}: API`, version: '0.1.0', description: DESCRIPTION },
      servers: [{ url: options.publicUrl }],
      components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: jsonSchemaTransformObject,
  })
}

const DESCRIPTION =
  'Errors are RFC 9457 problem details with a stable `code`; their words follow `Accept-Language` (ru, uz, en). ' +
  'State changes take JSON only and refuse foreign origins.'

// The reader brings styles of its own; it may talk to this server and to nobody else.
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API reference</title></head>
<body>
<script id="api-reference" data-url="/docs/openapi.json" data-configuration='{"withDefaultFonts":false,"telemetry":false,"hideClientButton":true}'></script>
<script src="/docs/scalar.js"></script>
</body>
</html>
`

/** `GET /docs`: the reference to read and try. `GET /docs/openapi.json`: the document. */
export async function docsRoutes(server: FastifyInstance): Promise<void> {
  server.get('/docs', { schema: { hide: true } }, (_request, reply) =>
    reply
      .header('Content-Security-Policy', DOCS_POLICY)
      .header('Cache-Control', 'no-cache')
      .type('text/html')
      .send(PAGE),
  )
  server.get('/docs/openapi.json', { schema: { hide: true } }, (_request, reply) =>
    reply.header('Cache-Control', 'no-cache').send(server.swagger()),
  )
}
