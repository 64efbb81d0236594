import swagger from '@fastify/swagger'
import { Problem } from '@vitrina/contract'
import type { FastifyInstance } from 'fastify'
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'

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
      components: {
        securitySchemes: {
          accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          accessCookie: { type: 'apiKey', in: 'cookie', name: '__Host-vitrina_access' },
        },
      },
    },
    transform: createJsonSchemaTransform({ skipList: [] }),
    transformObject: (document) => addProblems(jsonSchemaTransformObject(document) as Document),
  })
}

interface Document {
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, unknown> }
}

interface Operation {
  tags?: string[]
  responses: Record<string, unknown>
  security?: unknown[]
}

/** What holds for every operation is said here, once: how it refuses, and who may call it. */
function addProblems(document: Document): never {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    operation.responses.default = { description: 'Refused, with the reason', content }
    if (operation.tags?.some((tag) => SIGNED_IN.has(tag)))
      operation.security = [{ accessToken: [] }, { accessCookie: [] }]
  }
  const { $schema, ...problem } = z.toJSONSchema(Problem)
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problem } }
  // Swagger's own types know OpenAPI 2 and 3.0 beside ours.
  return document as never
}

// What is of a customer's own.
const SIGNED_IN = new Set(['me', 'orders'])

const DESCRIPTION =
  'Errors are RFC 9457 problem details with a stable `code`; their words follow `Accept-Language` (ru, uz, en), ' +
  'or `lang` in the address. ' +
  'State changes take JSON only and refuse foreign origins.'

// The reader brings styles of its own; it may talk to this server and to nobody else.
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"

// Nothing here may call home: no fonts, no telemetry, no assistants of the reader's makers.
const READER = JSON.stringify({
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
})

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API reference</title><link rel="icon" href="data:,"></head>
<body>
<script id="api-reference" data-url="/docs/openapi.json" data-configuration='${READER}'></script>
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
