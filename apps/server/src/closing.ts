interface Closeable {
  close(): Promise<void>
}

/** Remembers what was opened and closes it in the opposite order; each gets its chance whatever the others do. */
export class Closing {
  readonly #parts: Closeable[] = []
  #closed: Promise<void> | undefined

  add<Part extends Closeable>(part: Part): Part {
    this.#parts.push(part)
    return part
  }

  /** For what opens beside other work: closed once it is open, even when the start failed meanwhile. */
  opening<Part extends Closeable>(part: Promise<Part>): Promise<Part> {
    const settled = part.catch(() => undefined) // its failure is told by whoever waits for it
    this.add({ close: async () => (await settled)?.close() })
    return part
  }

  close(): Promise<void> {
    this.#closed ??= this.#closeAll()
    return this.#closed
  }

  async #closeAll(): Promise<void> {
    const errors: unknown[] = []
    for (const part of this.#parts.toReversed()) await part.close().catch((error) => errors.push(error))
    if (errors.length > 0) throw new AggregateError(errors, 'some parts did not close')
  }
}
