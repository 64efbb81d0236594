import { shop } from '../shop.ts'
import { usePasskeyWords } from './passkey-words.ts'

/** Where passkeys work, when it is not at this page's address: browsers take no bare IP address for a site. */
export function PasskeyElsewhere() {
  const say = usePasskeyWords()
  const { passkeyOrigin = '' } = shop.value
  if (!say) return null
  return (
    <p class="soft">
      {say.elsewhere} <a href={passkeyOrigin + location.pathname}>{passkeyOrigin}</a>
    </p>
  )
}
