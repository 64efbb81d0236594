import type { Session } from '@vitrina/contract'
import { inTab, onDevice } from './remember.ts'
import type { Launch } from './shell/launch.ts'

/** Where this page keeps what its session is renewed by. */
export interface Keeping {
  /** Goes with every call, so that the server hands a session out in the right way. */
  headers: Record<string, string>
  /** The item of `localStorage` by which tabs tell each other, if they share the session. */
  key: string | undefined
  /** Whether there may be a session to pick up. */
  exists(): boolean
  /** Another one whenever a session is handed to a tab that shares this. */
  mark(): unknown
  /** What a renewal or a signing out names the session by. */
  body(): { refreshToken?: string }
  take(opened: Session): void
  forget(): void
}

/** In a browser: the refresh token is in a cookie out of our reach, and all tabs share it. */
export function keptByCookie(): Keeping {
  const flag = onDevice<number>('session')
  return {
    headers: {},
    key: flag.key,
    exists: () => flag.read() !== undefined,
    mark: flag.read,
    body: () => ({}),
    take: () => flag.write(Date.now()),
    forget: flag.forget,
  }
}

/**
 * Inside Telegram: the token stays in this tab, under the opening it belongs to. A cookie would not
 * be sent into the frames of Telegram's web clients, and the apps share cookies among all the
 * Telegram accounts of a device: one's Mini App would open with another's session.
 */
export function keptInTab({ initData }: Launch): Keeping {
  const kept = inTab<{ opening: string; refreshToken: string }>('session')
  const opening = new URLSearchParams(initData).get('hash') ?? ''
  const mine = () => {
    const found = kept.read()
    return found?.opening === opening ? found : undefined
  }
  return {
    headers: { 'x-session-transport': 'body' },
    key: undefined,
    exists: () => mine() !== undefined,
    mark: () => mine()?.refreshToken,
    body: () => {
      const refreshToken = mine()?.refreshToken
      return refreshToken ? { refreshToken } : {}
    },
    take: ({ refreshToken }) => {
      if (refreshToken) kept.write({ opening, refreshToken })
    },
    forget: kept.forget,
  }
}
