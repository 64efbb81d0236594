import { Component, type ComponentChildren, type ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { FaultPage } from './parts/fault-page.tsx'
import { Frame } from './parts/frame.tsx'
import { Outlet, place } from './router.tsx'
import { shell } from './shell/shell.ts'
import { entryProblem } from './site.ts'

/** The whole site. */
export function App() {
  const { pathname } = place.value
  useEffect(() => shell.offerBack(pathname === '/' ? undefined : () => history.back()), [pathname])
  return (
    <Frame>
      <Boundary at={pathname}>
        <EntryNotice />
        <Outlet />
      </Boundary>
    </Frame>
  )
}

/** Only inside Telegram, and seldom: fetched when there is something to say. */
function EntryNotice() {
  const [Notice, show] = useState<ComponentType>()
  const problem = entryProblem.value
  useEffect(() => {
    if (problem) void import('./parts/reopen-notice.tsx').then(({ ReopenNotice }) => show(() => ReopenNotice))
  }, [problem])
  return Notice ? <Notice /> : null
}

interface BoundaryProps {
  at: string
  children: ComponentChildren
}

interface BoundaryState {
  at?: string
  fault?: { caught: unknown } | undefined
}

/** Keeps a page that broke from taking the site with it: the header still leads elsewhere. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = {}

  // At another address there is another page, which may well work.
  static override getDerivedStateFromProps({ at }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return at === state.at ? null : { at, fault: undefined }
  }

  override componentDidCatch(caught: unknown): void {
    console.error(caught)
    this.setState({ fault: { caught } })
  }

  override render() {
    const { fault } = this.state
    return fault ? <FaultPage caught={fault.caught} /> : this.props.children
  }
}
