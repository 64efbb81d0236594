import { render } from 'preact'
import { App } from './app.tsx'
import { preferredLanguage, speak } from './language.ts'
import { keepReturnSecret } from './pages/return/return-secret.ts'
import { followLinks, preload } from './router.tsx'
import { findShell } from './shell/shell.ts'
import { openShop, shop } from './shop.ts'
import { api, followSession, session } from './site.ts'

// Before anything else runs: a secret in the address is a secret in the history.
keepReturnSecret()

async function open(root: HTMLElement): Promise<void> {
  void preload(location.pathname).catch(() => {})
  const opened = openShop(() => api.get('/api/config'))
  const { language } = await findShell()
  const wanted = preferredLanguage(language)
  await Promise.all([opened, wanted && speak(wanted)])
  if (!wanted) await speak(shop.value.defaultLocale)
  followLinks()
  followSession()
  if (session.state.value.status === 'restoring') void session.restore()
  render(<App />, root)
}

const root = document.getElementById('site')
if (root) {
  open(root).catch((caught) => {
    console.error(caught)
    document.getElementById('unreachable')?.removeAttribute('hidden')
  })
}
