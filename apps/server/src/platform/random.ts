import { randomBytes, randomFillSync } from 'node:crypto'

const STORE_BYTES = 4096

/**
 * Bytes from the system's cryptographic source, fetched a page at a time: a call to it costs the
 * same for one token as for a hundred. No byte is handed out twice, nor kept once handed out.
 */
export function storedRandom(): (bytes: number) => Buffer {
  const store = Buffer.alloc(STORE_BYTES)
  let used = STORE_BYTES
  return (bytes) => {
    if (bytes > STORE_BYTES) return randomBytes(bytes)
    if (used + bytes > STORE_BYTES) {
      randomFillSync(store)
      used = 0
    }
    const from = used
    used += bytes
    const drawn = Buffer.from(store.subarray(from, used))
    store.fill(0, from, used)
    return drawn
  }
}
