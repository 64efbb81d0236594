import { render } from 'preact'
import { App } from './app.tsx'
import { followCart } from './cart.ts'
import { followFavorites } from './favorites.ts'
import { preferredLanguage, speak } from './language.ts'
import { keepReturnSecret } from './pages/return/return-secret.ts'
import { keepSecuritySecret } from './pages/security/security-secret.ts'
import { followLinks, navigate, preload } from './router.tsx'
import { keepInSight } from './shell/keep-in-sight.ts'
import { takeStartPlace } from './shell/launch.ts'
import { findShell } from './shell/shell.ts'
import { openShop, shop } from './shop.ts'
import { api, followSession, session, speakToWhoIsIn } from './site.ts'

// Before anything else runs: a secret in the address is a secret in the history.
keepReturnSecret()
keepSecuritySecret()

// A step of its own, so that the way back leads to the front of the shop. The fragment stays for Telegram's script.
const start = takeStartPlace()
if (start && location.pathname === '/') navigate(start + location.hash)

const PATIENCE_MS = 600
const RETRY_MS = 5000

async function open(root: HTMLElement): Promise<void> {
  const ready = preload(location.pathname).catch(() => {})
  const opened = openShop(() => api.get('/api/config'))
  const restored = session.state.value.status === 'restoring' ? session.restore() : undefined
  const { language } = await findShell(() => opened.then(() => shop.value.webAppScript))
  const wanted = preferredLanguage(language)
  await Promise.all([opened, wanted && speak(wanted)])
  if (!wanted) await speak(shop.value.defaultLocale)
  followLinks()
  followSession()
  followCart()
  followFavorites()
  keepInSight()
  // A moment's wait is better than a page that greets a guest, or in another language, and then changes its mind.
  const known = restored?.then(speakToWhoIsIn)
  await Promise.race([Promise.all([ready, known]), new Promise((go) => setTimeout(go, PATIENCE_MS))])
  render(<App />, root)
}

const root = document.getElementById('site')
if (root) {
  open(root).catch((caught) => {
    console.error(caught)
    document.getElementById('unreachable')?.removeAttribute('hidden')
    const again = () =>
      void fetch('/api/config').then(
        ({ ok }) => ok && location.reload(),
        () => {},
      )
    addEventListener('online', again)
    setInterval(again, RETRY_MS)
  })
}
