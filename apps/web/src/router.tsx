import { signal, useSignalEffect } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { words } from './language.ts'
import { Spinner } from './parts/spinner.tsx'
import { unreachable } from './problem.ts'
import { readFromHeading } from './read-from-heading.ts'
import { matchRoute, missing, type Page, type Params, type Route, safeNext } from './routes.ts'
import { followSteps, isStepOver, leaveForNext, rememberedScroll } from './scroll.ts'
import { shop } from './shop.ts'
import { session } from './site.ts'
import { titleForNow } from './title.ts'

interface Place {
  pathname: string
  search: string
  /** How the person came: only a step forward starts the page from its top; `stay` is the same page, told otherwise. */
  by: 'load' | 'step' | 'back' | 'stay'
}

const here = (by: Place['by']): Place => ({ pathname: location.pathname, search: location.search, by })

/** Where the person is. */
export const place = signal<Place>(here('load'))

/**
 * Goes to a page of the site; `replace` leaves no step back to the page left, `stay` neither its place nor its focus.
 * `over` is a step at which something is set over the page, and what replaces it is one too.
 */
export function navigate(path: string, { replace = false, stay = false, over = false } = {}): void {
  const next = leaveForNext({ isOver: over || (replace && isStepOver()) })
  history[replace ? 'replaceState' : 'pushState'](next, '', path)
  place.value = here(stay ? 'stay' : 'step')
}

/** Lets plain links move between pages, and the browser's own buttons too. */
export function followLinks(): void {
  followSteps((isOver) => {
    const { pathname, search } = place.peek()
    const isSame = pathname === location.pathname && search === location.search
    place.value = here(isOver && isSame ? 'stay' : 'back')
  })
  addEventListener('click', (event) => {
    const path = ownPath(event)
    if (path === undefined) return
    event.preventDefault()
    navigate(path)
  })
}

// A click that the browser should handle itself: another tab, another site, a download.
function ownPath(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download')) return
  const url = new URL(link.href)
  const leadsToPart = url.hash && url.pathname === location.pathname
  if (url.origin !== location.origin || leadsToPart || !matchRoute(url.pathname)) return
  return url.pathname + url.search
}

interface Shown {
  page: Page
  params: Params
  place: Place
}

const ready = new Map<Route, Page>()

async function load({ route, params }: Found, search: string): Promise<Page> {
  const { page } = await route.load()
  await page.prepare?.(search, params)
  ready.set(route, page)
  return page
}

type Found = { route: Route; params: Params }

/** The page at an address, which may be the one that says that there is none. */
export const findPlace = (pathname: string): Found => matchRoute(pathname) ?? { route: missing, params: {} }

/** Fetches a page before anything asks to show it. */
export function preload(pathname: string): Promise<unknown> {
  return load(findPlace(pathname), location.search)
}

/** Where this visitor may not be, and where they go instead. */
function redirection(route: Route): string | undefined {
  const { status } = session.state.value
  if (route.access === 'signedIn' && status === 'guest') {
    return `/login?next=${encodeURIComponent(place.value.pathname)}`
  }
  if (route.access === 'guest' && status === 'signedIn') return safeNext(place.value.search)
  return undefined
}

// Until the session is known a private page has nothing to show.
const mustWait = (route: Route) => route.access !== 'anyone' && session.state.value.status === 'restoring'

/** What can be drawn at once, so that the first picture of the page is the whole of it. */
function firstShown(): Shown | undefined {
  const { route, params } = findPlace(place.value.pathname)
  const page = ready.get(route)
  return page && !redirection(route) && !mustWait(route) ? { page, params, place: place.value } : undefined
}

/** Draws the page of the current address. The page before stays until the next one has come. */
export function Outlet() {
  const [shown, show] = useState(firstShown)
  const [failure, fail] = useState<unknown>()
  if (failure) throw failure

  useSignalEffect(() => {
    const wanted = place.value
    const { route, params } = findPlace(wanted.pathname)
    const elsewhere = redirection(route)
    if (elsewhere) {
      navigate(elsewhere, { replace: true })
      return
    }
    if (mustWait(route)) return
    const atHand = wanted.by === 'stay' && ready.get(route)
    const loading = atHand ? Promise.resolve(atHand) : load({ route, params }, wanted.search)
    loading
      .then((page) => {
        if (place.peek() === wanted) show((now) => (now?.place === wanted ? now : { page, params, place: wanted }))
      })
      // Nearly always the network; the other cause, a new version of the site, is cured by a reload too.
      .catch(() => fail(unreachable()))
  })

  const now = place.value
  if (!shown) return <Spinner page />
  // At once: what is pressed next is meant for what was chosen now.
  const isSame = now.by === 'stay' && now.pathname === shown.place.pathname
  return <Stage key={shown.place.pathname} {...shown} place={isSame ? now : shown.place} />
}

function Stage({ page, params, place: shown }: Shown) {
  const stage = useRef<HTMLDivElement>(null)
  const title = `${titleForNow.value ?? page.title(words.value)} · ${shop.value.shopName}`
  useEffect(() => {
    document.title = title
  }, [title])
  useLayoutEffect(() => {
    if (shown.by === 'load' || shown.by === 'stay') return undefined
    scrollTo(0, shown.by === 'back' ? rememberedScroll() : 0)
    return stage.current ? readFromHeading(stage.current) : undefined
  }, [shown])
  return (
    <div class="stage" ref={stage}>
      <page.View params={params} search={shown.search} />
    </div>
  )
}
