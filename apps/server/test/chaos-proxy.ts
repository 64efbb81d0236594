import { connect, createServer, type Server, type Socket } from 'node:net'

/** What the wire does with answers: passes them, swallows them, or invents them; closed, it takes no calls. */
export type Mood = 'honest' | 'silent' | 'lying' | 'closed'

/** A TCP connection with moods between a client and a server on this machine. */
export class ChaosProxy {
  mood: Mood = 'honest'
  /** Connections taken so far. */
  taken = 0
  /** Connections turned away so far. */
  refused = 0
  /** Answers invented so far. */
  lies = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(target: number | string) {
    this.#server = createServer((client) => {
      if (this.mood === 'closed') {
        this.refused++
        return client.destroy()
      }
      this.taken++
      const upstream = typeof target === 'number' ? connect(target, '127.0.0.1') : connect(target)
      for (const socket of [client, upstream]) this.#keep(socket)
      client.pipe(upstream)
      upstream.on('data', (chunk) => this.#answer(client, chunk))
      client.on('close', () => upstream.destroy())
      upstream.on('close', () => this.mood !== 'silent' && client.destroy())
    })
  }

  /** In front of a port of this machine or of a socket file. */
  static async start(target: number | string): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(target)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    const address = this.#server.address()
    return address && typeof address === 'object' ? address.port : 0
  }

  /** Ends every connection as a broken cable would. */
  cut(): void {
    for (const socket of this.#sockets) {
      // A socket file knows no reset.
      if (socket.remoteAddress) socket.resetAndDestroy()
      else socket.destroy()
    }
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #answer(client: Socket, chunk: Buffer): void {
    if (this.mood === 'honest') client.write(chunk)
    if (this.mood !== 'lying') return
    this.lies++
    client.write('\u0001 this is no reply\r\n')
  }
}
