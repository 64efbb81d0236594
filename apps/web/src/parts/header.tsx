import { cartCount } from '../cart.ts'
import { liked } from '../favorites.ts'
import { words } from '../language.ts'
import { findPlace, place } from '../router.tsx'
import { shop } from '../shop.ts'
import { session } from '../site.ts'
import { Icon } from './icon.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { SearchField } from './search-field.tsx'
import './header.css'

/** The shop's name and the ways around it; on a phone most of them are at the lower edge. */
export function Header() {
  const { header } = words.value
  const { isPlain, searches, access } = findPlace(place.value.pathname).route
  const hasWays = !isPlain && access !== 'guest'
  return (
    <header class={`header${hasWays ? ' with-ways' : ''}${searches ? ' with-search' : ''}`}>
      <a class="header-shop" href="/" aria-label={header.home(shop.value.shopName)}>
        {shop.value.shopName}
      </a>
      {hasWays && (
        <>
          <a class="header-catalog" href="/catalog">
            {header.catalog}
          </a>
          <SearchField />
        </>
      )}
      <nav class="header-ways">
        {hasWays && (
          <>
            <Sign href="/favorites" icon="heart" label={favoritesLabel()} count={liked.value.size} />
            <Sign href="/cart" icon="bag" label={cartLabel()} count={cartCount.value} />
          </>
        )}
        <Account />
        {/* Last, so that whoever appears before it does not push it about. */}
        <LanguageSwitch />
      </nav>
    </header>
  )
}

function Account() {
  const { header } = words.value
  const now = session.state.value
  if (now.status === 'guest') {
    return (
      <a class="header-way" href="/login">
        {header.signIn}
      </a>
    )
  }
  if (now.status !== 'signedIn') return null
  return (
    <a class="header-way" href="/account" aria-label={header.account(now.customer.name)}>
      <ShortName name={now.customer.name} />
    </a>
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

const cartLabel = () => {
  const { header } = words.value
  return cartCount.value > 0 ? header.cartOf(cartCount.value) : header.cart
}

const favoritesLabel = () => {
  const { header } = words.value
  return liked.value.size > 0 ? header.favoritesOf(liked.value.size) : header.favorites
}

function Sign({ href, icon, label, count }: { href: string; icon: 'heart' | 'bag'; label: string; count: number }) {
  return (
    <a class="header-sign" href={href}>
      <Icon name={icon} size={22} />
      <Count of={count} />
      {/* Not as a label of the link: whoever says the number that they see would not be understood. */}
      <span class="unseen">{label}</span>
    </a>
  )
}

const MOST_SHOWN = 99

function Count({ of }: { of: number }) {
  if (of === 0) return null
  return (
    <span class="count figures" aria-hidden="true">
      {of > MOST_SHOWN ? `${MOST_SHOWN}+` : of}
    </span>
  )
}

/** The ways around the shop within reach of a thumb. */
export function Tabs() {
  const { header } = words.value
  const { pathname } = place.value
  const { isPlain, access } = findPlace(pathname).route
  if (isPlain || access === 'guest') return null
  const ways = [
    { href: '/', icon: 'home', text: header.main, count: 0, label: undefined },
    { href: '/catalog', icon: 'grid', text: header.catalog, count: 0, label: undefined },
    { href: '/favorites', icon: 'heart', text: header.favorites, count: liked.value.size, label: favoritesLabel() },
    { href: '/cart', icon: 'bag', text: header.cart, count: cartCount.value, label: cartLabel() },
    { href: '/account', icon: 'person', text: header.enter, count: 0, label: undefined },
  ] as const
  return (
    <nav class="tabs" aria-label={header.ways}>
      {ways.map(({ href, icon, text, count, label }) => (
        <a key={href} href={href} aria-current={pathname === href ? 'page' : undefined}>
          <span class="tabs-sign">
            <Icon name={icon} size={22} />
            <Count of={count} />
          </span>
          <span aria-hidden={label !== undefined}>{text}</span>
          {label && <span class="unseen">{label}</span>}
        </a>
      ))}
    </nav>
  )
}
