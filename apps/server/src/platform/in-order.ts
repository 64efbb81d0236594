/**
 * Makes a runner that runs tasks of one key one after another and those of different keys side
 * by side. A failed task does not stop the next.
 */
export function inOrder(): <Result>(key: string | number, task: () => Promise<Result>) => Promise<Result> {
  const tails = new Map<string | number, Promise<unknown>>()
  return (key, task) => {
    const turn = (tails.get(key) ?? Promise.resolve()).then(task)
    const tail = turn.catch(() => undefined)
    tails.set(key, tail)
    // Forgotten when idle, or the map would grow by every chat ever written to.
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key)
    })
    return turn
  }
}
