import type { FastifyRequest } from 'fastify'
import { badRequest } from './errors.ts'
import type { Upload } from './tables.ts'

/**
 * Gathers the parameters of a call as the real server does: from the address, and from a body that
 * is JSON, urlencoded or multipart.
 */
export async function readRequest(request: FastifyRequest): Promise<Record<string, unknown>> {
  const parameters: Record<string, unknown> = { ...(request.query as Record<string, unknown>) }
  const body = request.body
  if (!Buffer.isBuffer(body) || body.length === 0) return parameters

  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('application/json')) return { ...parameters, ...parseObject(body) }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { ...parameters, ...Object.fromEntries(new URLSearchParams(body.toString())) }
  }
  if (type.startsWith('multipart/form-data')) return { ...parameters, ...(await parseForm(body, type)) }
  // The server looks at no other body.
  return parameters
}

function parseObject(body: Buffer): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    throw badRequest("can't parse JSON object")
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest("can't parse JSON object")
  return { ...value }
}

async function parseForm(body: Buffer, type: string): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = {}
  let form: FormData
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw badRequest("can't parse multipart form data")
  }
  for (const [name, value] of form) {
    fields[name] = typeof value === 'string' ? value : await readUpload(value)
  }
  // A parameter may point at a part by `attach://<its name>`.
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' && value.startsWith('attach://')) fields[name] = fields[value.slice(9)] ?? value
  }
  return fields
}

async function readUpload(file: File): Promise<Upload> {
  return { name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) }
}
