import { askEarly, useKnown } from '../../known.ts'
import { words } from '../../language.ts'
import { CardShelf } from '../../parts/card-shelf.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { ProblemError } from '../../problem.ts'
import { askBanners, askCategories, askProducts } from '../../questions.ts'
import type { Page } from '../../routes.ts'
import { openShopWords, shopWords } from '../../shop-words.ts'
import { session } from '../../site.ts'
import { Account } from './account.tsx'
import { Banners } from './banners.tsx'
import { CategoryList } from './category-list.tsx'
import { Opening } from './opening.tsx'
import './home.css'

const askFresh = () => askProducts({ sort: 'new', inStock: 'true', limit: '8' })
const askSale = () => askProducts({ onSale: 'true', inStock: 'true', limit: '8' })

function HomePage() {
  const { home: said } = shopWords.value
  const fresh = useKnown(askFresh())
  const sale = useKnown(askSale())
  const categories = useKnown(askCategories())
  // A shop may have none, or be of a kind that has no banners at all; neither is a trouble.
  const banners = useKnown(askBanners()).data?.items ?? []
  if (!fresh.data && fresh.problem) return <FaultPage caught={new ProblemError(fresh.problem)} onAgain={fresh.again} />
  if (fresh.data && categories.data?.items.length === 0 && fresh.data.total === 0) return <Opening />
  return (
    <div class="home">
      <Greeting />
      {banners.length > 0 && <Banners banners={banners} />}
      <CategoryList categories={categories.data?.items} />
      <CardShelf heading={said.fresh} cards={fresh.data?.items} all="/catalog?sort=new" />
      {sale.data?.total !== 0 && <CardShelf heading={said.sale} cards={sale.data?.items} all="/catalog?onSale=true" />}
      {session.state.value.status === 'guest' && <Account />}
    </div>
  )
}

function Greeting() {
  const { home } = words.value
  const now = session.state.value
  if (now.status !== 'signedIn') return <h1 tabIndex={-1}>{shopWords.value.home.lead}</h1>
  return (
    <div class="home-greeting">
      <h1 tabIndex={-1}>{home.welcome(now.customer.name)}</h1>
      <a href="/account">{home.toAccount}</a>
    </div>
  )
}

export const page: Page = {
  title: (words) => words.home.title,
  View: HomePage,
  prepare: () => Promise.all([openShopWords(), askEarly(askFresh(), askSale(), askCategories(), askBanners())]),
}
