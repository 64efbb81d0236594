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
      <Boundary key={pathname}>
        <Outlet />
      </Boundary>
    </Frame>
  )
}

// The way to other pages stays open around a page that broke: the key makes it anew.
class Boundary extends Component<{ children: ComponentChildren }, { caught?: unknown }> {
  override state: { caught?: unknown } = {}

  static override getDerivedStateFromError(caught: unknown) {
    return { caught }
  }

  override componentDidCatch(caught: unknown): void {
    console.error(caught)
  }

  override render() {
    return 'caught' in this.state ? <FaultPage caught={this.state.caught} /> : this.props.children
  }
}
