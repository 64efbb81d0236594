/** A refusal in the words of the Bot API. */
export class ApiError extends Error {
  readonly status: number
  readonly retryAfter: number | undefined

  constructor(status: number, description: string, retryAfter?: number) {
    super(description)
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** A 400. The server writes the reason in lower case after its own «Bad Request», and so does this. */
export function badRequest(reason: string): ApiError {
  // Codes such as BUTTON_DATA_INVALID come through unchanged.
  const isCode = /^[A-Z][A-Z0-9]*_/u.test(reason)
  return new ApiError(400, `Bad Request: ${isCode ? reason : reason.charAt(0).toLowerCase() + reason.slice(1)}`)
}

export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`)
}

export function tooManyRequests(retryAfter: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, retryAfter)
}
