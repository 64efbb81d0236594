import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { session } from '../../site.ts'
import { How, Ways } from './account.tsx'
import { ShopWindow } from './shop-window.tsx'
import { waysText } from './ways-text.ts'
import './opening.css'

/** The home page of a shop that has nothing on its shelves yet. */
export function Opening() {
  const { home } = words.value
  const now = session.state.value
  const customer = now.status === 'signedIn' ? now.customer : undefined
  return (
    <>
      <div class="opening">
        <div class="opening-words">
          <h1 tabIndex={-1}>{customer ? home.welcome(customer.name) : home.lead}</h1>
          <p class="lead">{customer ? home.signedInText : home.text(waysText(home.ways))}</p>
          <div class="choices">{customer ? <ButtonLink href="/account">{home.toAccount}</ButtonLink> : <Ways />}</div>
        </div>
        <ShopWindow />
      </div>
      {!customer && <How />}
    </>
  )
}
