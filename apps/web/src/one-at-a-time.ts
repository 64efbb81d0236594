/** Runs each task when the one before has ended, well or badly; out: what runs the next. */
export function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task)
    last = run.catch(() => {})
    return run
  }
}

export type InTurn = ReturnType<typeof oneAtATime>
