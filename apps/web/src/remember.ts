// A browser may refuse storage altogether (private windows, blocked cookies). The site then
// forgets sooner, and must not break.

/** A named value kept in the browser, as JSON; `undefined` when absent or unreadable. */
export function remembered<T>(name: string, area: () => Storage) {
  const key = `vitrina.${name}`
  return {
    key,
    read(): T | undefined {
      try {
        return JSON.parse(area().getItem(key) ?? 'null') ?? undefined
      } catch {
        return undefined
      }
    },
    write(value: T): void {
      try {
        area().setItem(key, JSON.stringify(value))
      } catch {}
    },
    forget(): void {
      try {
        area().removeItem(key)
      } catch {}
    },
  }
}

export type Remembered<T> = ReturnType<typeof remembered<T>>

/** Kept until the person clears it. */
export const onDevice = <T>(name: string) => remembered<T>(name, () => localStorage)

/** Kept through reloads, gone with the tab. */
export const inTab = <T>(name: string) => remembered<T>(name, () => sessionStorage)
