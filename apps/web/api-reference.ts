import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import scalar from '@scalar/fastify-api-reference'
import Fastify from 'fastify'

/**
 * Writes the script of the API reference to `file`. The package carries it inside a Fastify
 * plugin, which would be parsed at every start of the server for a page few people open; asked
 * for once, here, it becomes a file like any other. Its bare script package brings 240 more.
 */
export async function writeReferenceScript(file: string): Promise<void> {
  const server = Fastify()
  await server.register(scalar, { routePrefix: '/reference', configuration: { content: { openapi: '3.1.0' } } })
  const { statusCode, rawPayload } = await server.inject('/reference/js/scalar.js')
  await server.close()
  if (statusCode !== 200) throw new Error('the API reference gave no script')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, rawPayload)
}
