import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import scalar from '@scalar/fastify-api-reference'
import Fastify from 'fastify'

// Its schema library tries whether code may be made of text; the page's policy forbids it, and the
// browser would report the try as an error. Told beforehand, it does not try.
const NO_EVAL = 'globalThis.__zod_globalConfig={jitless:true};\n'

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
  await writeFile(file, Buffer.concat([Buffer.from(NO_EVAL), rawPayload]))
}
