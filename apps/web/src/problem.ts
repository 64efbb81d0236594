import type { Problem } from '@vitrina/contract'

/** An answer that is not the one asked for: the server's own problem, or the lack of any answer. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** The code of a call that never reached the server; its status is 0. */
export const UNREACHABLE = 'web.unreachable'

/** Turns whatever `fetch` threw into a problem, so that pages know one kind of failure. */
export function unreachable(): ProblemError {
  return new ProblemError({ type: 'about:blank', title: '', status: 0, detail: '', code: UNREACHABLE })
}

/**
 * Reads a failed answer. A proxy in front of the server answers in HTML, so everything but
 * the status is optional here.
 */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: Partial<Problem> = await response.json().catch(() => ({}))
  const requestId = body.requestId ?? response.headers.get('x-request-id') ?? undefined
  const retryAfter = body.retryAfter ?? (Number(response.headers.get('retry-after')) || undefined)
  return new ProblemError({
    type: body.type ?? 'about:blank',
    title: body.title ?? '',
    status: response.status,
    detail: body.detail ?? body.title ?? '',
    code: body.code ?? `http.${response.status}`,
    ...(body.errors && { errors: body.errors }),
    ...(body.problems && { problems: body.problems }),
    ...(body.quote && { quote: body.quote }),
    ...(retryAfter && { retryAfter }),
    ...(body.attemptsLeft !== undefined && { attemptsLeft: body.attemptsLeft }),
    ...(requestId && { requestId }),
  })
}

/** The problem inside a caught value; anything that is not one is a fault of ours and goes on up. */
export function problemOf(caught: unknown): Problem {
  if (caught instanceof ProblemError) return caught.problem
  throw caught
}
