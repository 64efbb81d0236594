import { askEarly, useKnown } from '../../known.ts'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { HtmlText } from '../../parts/html-text.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { ProblemError } from '../../problem.ts'
import { askPage } from '../../questions.ts'
import type { Page, Params } from '../../routes.ts'
import { openShopWords, shopWords } from '../../shop-words.ts'
import { useTitleForNow } from '../../title.ts'
import './info.css'

/** A page of the merchant's: delivery, returns, who they are. */
function InfoPage({ params }: { params: Params }) {
  const { slug = '' } = params
  const { data, problem, again } = useKnown(askPage(slug))
  useTitleForNow(data?.title)
  if (data) {
    return (
      <article class="info">
        <h1 tabIndex={-1}>{data.title}</h1>
        <HtmlText html={data.content} />
      </article>
    )
  }
  if (problem?.status === 404) return <NoPage />
  if (problem) return <FaultPage caught={new ProblemError(problem)} onAgain={again} />
  return <Skeleton lines={8} />
}

function NoPage() {
  const { page: said, product } = shopWords.value
  return (
    <DeadEnd heading={said.missing}>
      <p class="lead">{said.missingText}</p>
      <ButtonLink href="/catalog">{product.toCatalog}</ButtonLink>
    </DeadEnd>
  )
}

export const page: Page = {
  title: () => words.value.footer.pages,
  View: InfoPage,
  prepare: (_search, { slug = '' }) => Promise.all([openShopWords(), askEarly(askPage(slug))]),
}
