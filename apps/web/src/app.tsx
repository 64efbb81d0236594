import { Component, type ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { FaultPage } from './parts/fault-page.tsx'
import { Frame } from './parts/frame.tsx'
import { Outlet, place } from './router.tsx'
import { shell } from './shell/shell.ts'

/** The whole site. */
export function App() {
  const { pathname } = place.value
  useEffect(() => shell.offerBack(pathname === '/' ? undefined : () => history.back()), [pathname])
  return (
    <Frame>
      <Boundary at={pathname}>
        <Outlet />
      </Boundary>
    </Frame>
  )
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
