import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { words } from '../language.ts'
import { shop } from '../shop.ts'
import { session } from '../site.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Toasts } from './toast.tsx'
import './frame.css'

/** What every page stands in: the shop's name above, the page, and a line below. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { skip, footer } = words.value
  return (
    <>
      <a class="skip" href="#content">
        {skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer class="footer">
        <p>{shop.value.shopName}</p>
        {shop.value.features.demo && <p>{footer.demo}</p>}
      </footer>
      <Toasts />
      <OfflineNotice />
    </>
  )
}

function Header() {
  const { header } = words.value
  const now = session.state.value
  return (
    <header class="header">
      <a class="header-shop" href="/" aria-label={header.home(shop.value.shopName)}>
        {shop.value.shopName}
      </a>
      <nav class="header-ways">
        {now.status === 'signedIn' && (
          <a class="header-way" href="/account" aria-label={header.account(now.customer.name)}>
            <ShortName name={now.customer.name} />
          </a>
        )}
        {now.status === 'guest' && (
          <a class="header-way" href="/login">
            {header.signIn}
          </a>
        )}
        {/* Last, so that whoever appears before it does not push it about. */}
        <LanguageSwitch />
      </nav>
    </header>
  )
}

/** The whole name where there is room, its first word on a phone. */
function ShortName({ name }: { name: string }) {
  const [first, ...rest] = name.split(' ')
  return (
    <span>
      {first}
      {rest.length > 0 && <span class="header-rest"> {rest.join(' ')}</span>}
    </span>
  )
}

function OfflineNotice() {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  }, [])
  return (
    <div class="offline" role="status">
      {!online && <p>{words.value.offline}</p>}
    </div>
  )
}
