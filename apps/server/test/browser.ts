export interface Answer<Body = any> {
  status: number
  headers: Headers
  body: Body
}

/** A visitor: keeps cookies between requests as a browser would, and speaks JSON. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #url: string
  readonly #headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url
    this.#headers = headers
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.#send('GET', path, undefined, headers)
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.#send('POST', path, body, headers)
  }

  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.#send('PUT', path, body, headers)
  }

  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.#send('PATCH', path, body, headers)
  }

  delete(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.#send('DELETE', path, undefined, headers)
  }

  /** Signed in as whoever this access token is. */
  as(accessToken: string): Browser {
    const browser = new Browser(this.#url, { ...this.#headers, authorization: `Bearer ${accessToken}` })
    for (const [name, value] of this.cookies) browser.cookies.set(name, value)
    return browser
  }

  /** The raw response, for streams and files; cookies are sent and kept. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...this.#headers, ...(cookie && { cookie }), ...(init.headers as Record<string, string>) }
    const response = await fetch(`${this.#url}${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** The data of a stream's events as they come; ends when the server ends it. */
  async *events(path: string): AsyncGenerator<any> {
    const response = await this.fetch(path, { headers: { accept: 'text/event-stream' } })
    if (!response.ok || !response.body) throw new Error(`the stream was answered with ${response.status}`)
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const events = `${text}${chunk}`.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) yield JSON.parse(data)
      }
    }
  }

  async #send(method: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const hasBody = body !== undefined
    const response = await this.fetch(path, {
      method,
      headers: { ...(hasBody && { 'content-type': 'application/json' }), ...headers },
      ...(hasBody && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    const expires = attributes.find((attribute) => attribute.startsWith('Expires='))?.slice('Expires='.length)
    if (expires && new Date(expires) < new Date()) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
