// JSON Schemas of the control API's bodies, checked by Fastify before a handler runs.

const text = (least: number, most: number) => ({ type: 'string', minLength: least, maxLength: most })
const phone = { type: 'string', pattern: '^\\+?[0-9][0-9 ()-]{4,24}$' }
const body = (required: string[], properties: Record<string, unknown>) => ({
  schema: { body: { type: 'object', required, additionalProperties: false, properties } },
})

export const personBody = body(['firstName', 'phone'], {
  firstName: text(1, 64),
  lastName: text(0, 64),
  username: { type: 'string', pattern: '^([A-Za-z][A-Za-z0-9_]{3,31})?$' },
  phone,
  languageCode: { type: 'string', pattern: '^[a-z]{2}$' },
})

export const startBody = body([], { payload: { type: 'string', maxLength: 4096 } })

export const textBody = body(['text'], { text: text(1, 20_000) })

export const cardBody = body(['phoneNumber'], {
  phoneNumber: { type: 'string', minLength: 3, maxLength: 40 },
  firstName: text(0, 64),
  lastName: text(0, 64),
  userId: { type: 'integer' },
  forwarded: { type: 'boolean' },
})

const place = { type: 'integer', minimum: 0 }
export const pressBody = body(['messageId', 'row', 'column'], { messageId: place, row: place, column: place })

const fault = (kind: string, particular: Record<string, unknown> = {}) => ({
  type: 'object',
  required: ['kind', ...Object.keys(particular)],
  additionalProperties: false,
  properties: { kind: { const: kind }, ...particular },
})

export const faultBody = body(['fault'], {
  fault: {
    oneOf: [
      fault('error', { status: { enum: [500, 502, 503, 504] } }),
      fault('flood', { retryAfter: { type: 'integer', minimum: 1 } }),
      fault('slow', { delayMs: { type: 'integer', minimum: 0, maximum: 120_000 } }),
      fault('drop-before'),
      fault('drop-after'),
      fault('offline'),
    ],
  },
  scope: {
    type: 'object',
    additionalProperties: false,
    properties: { times: { type: 'integer', minimum: 1 }, method: text(1, 64) },
  },
})
