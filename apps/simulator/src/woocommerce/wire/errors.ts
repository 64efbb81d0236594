/** An error as the REST API writes it: `{code, message, data}`. */
export class WpError extends Error {
  readonly status: number
  readonly code: string
  readonly data: unknown

  constructor(status: number, code: string, message: string, data?: Record<string, unknown> | number) {
    super(message)
    this.status = status
    this.code = code
    this.data = typeof data === 'number' ? data : { status, ...data }
  }

  get body(): object {
    return { code: this.code, message: this.message, data: this.data }
  }
}

/** What a PHP error inside a call looks like from outside. */
export class PhpFailure extends WpError {
  constructor() {
    super(500, 'internal_server_error', criticalError)
  }

  override get body(): object {
    return { ...super.body, additional_errors: [] }
  }
}

const criticalError =
  '<p>There has been a critical error on this website.</p><p><a href="https://wordpress.org/documentation/article/faq-troubleshooting/">' +
  'Learn more about troubleshooting WordPress.</a></p>'

/** Parameters of the wrong kind, each with its sentence. */
export function invalidParams(troubles: Record<string, ParamTrouble>): WpError {
  const names = Object.keys(troubles)
  const params = Object.fromEntries(names.map((name) => [name, troubles[name]?.message]))
  const details = Object.fromEntries(names.map((name) => [name, { ...troubles[name], data: null }]))
  return new WpError(400, 'rest_invalid_param', `Invalid parameter(s): ${names.join(', ')}`, { params, details })
}

export interface ParamTrouble {
  code: string
  message: string
}

export const noRoute = (): WpError =>
  new WpError(404, 'rest_no_route', 'No route was found matching the URL and request method.')
