import type { BotView, PersonView } from '../src/control/page-types.ts'

/** An answer that was not a success; 0 when there was none. */
export class ApiFailure extends Error {
  readonly status: number

  constructor(status: number, reason: string) {
    super(reason)
    this.status = status
  }
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/simulator/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiFailure(0, 'no answer')
  })
  const answer = response.status === 204 ? undefined : await response.json()
  if (!response.ok) throw new ApiFailure(response.status, String(answer?.reason))
  return answer as Answer
}

export const getBot = (language: string) => call<BotView>('GET', `bot?language=${language}`)
export const addPerson = (person: Record<string, string>) => call<PersonView>('POST', 'people', person)
export const act = (personId: number, action: string, body: unknown = {}) =>
  call<unknown>('POST', `people/${personId}/${action}`, body)
