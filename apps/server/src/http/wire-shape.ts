import type { Locale, Problem } from '@vitrina/contract'
import { refusalWords } from '@vitrina/contract/words/refusals'
import type { FastifyRequest } from 'fastify'

/**
 * What an error is answered with on this route: a kept contract has fields, and sometimes statuses, of its
 * own beside ours (X5).
 */
export function inWireShape(request: FastifyRequest, explained: (locale: Locale) => Problem): Problem {
  const problem = explained(request.locale)
  const { wire } = request.routeOptions?.config ?? {}
  switch (typeof wire === 'function' ? wire(request.body) : wire) {
    case 'C':
      return inShapeOfC(problem, explained('en'))
    case 'D':
      return inShapeOfD(problem, request.locale)
    default:
      return problem
  }
}

/** Its documents answer every fault of a body with 400, and speak English; `detail` is the person's. */
function inShapeOfC(problem: Problem, english: Problem): Problem {
  const status = problem.status === 422 ? 400 : problem.status
  return { ...problem, status, success: false, message: english.detail }
}

/** To it a code that does not fit is a bad request like any other (D2, D4). */
function inShapeOfD(problem: Problem, locale: Locale): Problem {
  const status = problem.status === 401 || problem.status === 422 ? 400 : problem.status
  const title = refusalWords[locale].kinds[status] ?? problem.title
  return { ...problem, status, title, error: { code: problem.code, message: problem.detail } }
}
