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

/** Shared by the tabs of this browser, and forgotten so long after it was last written. */
export function onDeviceFor<T>(name: string, lifeMs: number, area = () => localStorage): Remembered<T> {
  const kept = remembered<{ value: T; until: number }>(name, area)
  return {
    ...kept,
    read() {
      const found = kept.read()
      if (!found || found.until > Date.now()) return found?.value
      kept.forget()
      return undefined
    },
    write: (value) => kept.write({ value, until: Date.now() + lifeMs }),
  }
}

/** Kept through reloads, gone with the tab. */
export const inTab = <T>(name: string) => remembered<T>(name, () => sessionStorage)
