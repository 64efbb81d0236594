/** Remembers what was opened and closes it in the opposite order; each gets its chance whatever the others do. */
export class Closing {
  readonly #parts: { close(): Promise<void> }[] = []
  #closed: Promise<void> | undefined

  add<Part extends { close(): Promise<void> }>(part: Part): Part {
    this.#parts.push(part)
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
