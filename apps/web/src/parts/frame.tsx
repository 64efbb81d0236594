import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useKnown } from '../known.ts'
import { words } from '../language.ts'
import { askPages } from '../questions.ts'
import { shop } from '../shop.ts'
import { Header, Tabs } from './header.tsx'
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
        <ShopPages />
        <p>{shop.value.shopName}</p>
        {shop.value.features.demo && <p>{footer.demo}</p>}
      </footer>
      <Tabs />
      <Toasts />
      <OfflineNotice />
    </>
  )
}

/** The merchant's pages, where the shop has any; learned when there is nothing better to do. */
function ShopPages() {
  const pages = useKnown(askPages()).data?.items ?? []
  if (pages.length === 0) return null
  return (
    <nav class="footer-pages" aria-label={words.value.footer.pages}>
      {pages.map(({ slug, title }) => (
        <a key={slug} href={`/pages/${encodeURIComponent(slug)}`}>
          {title}
        </a>
      ))}
    </nav>
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
