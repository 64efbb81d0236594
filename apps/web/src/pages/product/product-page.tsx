import type { Product } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import { askEarly, useKnown } from '../../known.ts'
import { words } from '../../language.ts'
import { ButtonLink } from '../../parts/button.tsx'
import { CardShelf } from '../../parts/card-shelf.tsx'
import { DeadEnd } from '../../parts/dead-end.tsx'
import { FaultPage } from '../../parts/fault-page.tsx'
import { HtmlText } from '../../parts/html-text.tsx'
import { ProblemError } from '../../problem.ts'
import { askProduct } from '../../questions.ts'
import { navigate } from '../../router.tsx'
import type { Page, Params } from '../../routes.ts'
import { openShopWords, shopWords } from '../../shop-words.ts'
import { useTitleForNow } from '../../title.ts'
import { Buying } from './buying.tsx'
import { type Choice, choose, findVariation, firstChoice, optionsOf } from './choice.ts'
import { Gallery } from './gallery.tsx'
import './product.css'

function ProductPage({ params, search }: { params: Params; search: string }) {
  const { slug = '' } = params
  const { data, problem, again } = useKnown(askProduct(slug))
  useTitleForNow(data?.name)
  if (data) return <Shown product={data} search={search} />
  if (problem?.status === 404) return <NoProduct />
  if (problem) return <FaultPage caught={new ProblemError(problem)} onAgain={again} />
  return <ProductShape />
}

function Shown({ product, search }: { product: Product; search: string }) {
  const { product: said } = shopWords.value
  const [choice, take] = useChoice(product, search)
  const variation = findVariation(product, choice)
  const [category] = product.categories.slice(-1)
  return (
    <article class="product">
      <div>
        <Gallery
          images={product.images}
          name={product.name}
          shown={variation?.image}
          percentOf={variation ?? product}
        />
      </div>
      <div class="product-words">
        <header class="product-head">
          {category && (
            <a class="product-category" href={`/category/${encodeURIComponent(category.slug)}`}>
              {category.name}
            </a>
          )}
          <h1 tabIndex={-1}>{product.name}</h1>
          {product.shortDescription && <HtmlText html={product.shortDescription} lead />}
        </header>
        <Buying product={product} choice={choice} variation={variation} onChoose={take} />
        {product.description && (
          <section class="product-part">
            <h2>{said.description}</h2>
            <HtmlText html={product.description} />
          </section>
        )}
        <Details product={product} />
      </div>
      {product.related.length > 0 && <CardShelf heading={said.related} cards={product.related} />}
    </article>
  )
}

/** What is chosen; the variation it comes to stands in the address, so that a link leads to the very thing. */
function useChoice(product: Product, search: string) {
  const sku = new URLSearchParams(search).get('sku')
  const [made, make] = useState<Choice>({})
  // In another language attributes have other names; and a variation may leave one of them open.
  const isMade = optionsOf(product).every(({ name }) => name in made) && findVariation(product, made)?.sku === sku
  const choice = isMade ? made : firstChoice(product, sku)
  const take = (name: string, value: string) => {
    const next = choose(product, { choice, name, value })
    make(next)
    const chosen = findVariation(product, next)?.sku
    const query = chosen ? `?${new URLSearchParams({ sku: chosen })}` : ''
    navigate(`${location.pathname}${query}`, { replace: true, stay: true })
  }
  return [choice, take] as const
}

/** What there is to know besides what has to be chosen. */
function Details({ product }: { product: Product }) {
  const { details } = shopWords.value.product
  const chosen = new Set(optionsOf(product).map(({ name }) => name))
  const rest = product.attributes.filter(({ name, values }) => !chosen.has(name) && values.length > 0)
  if (rest.length === 0) return null
  return (
    <section class="product-part">
      <h2>{details}</h2>
      <dl class="product-details">
        {rest.map(({ name, values }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{values.join(', ')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function NoProduct() {
  const { product } = shopWords.value
  return (
    <DeadEnd heading={product.goneTitle}>
      <p class="lead">{product.gone}</p>
      <ButtonLink href="/catalog">{product.toCatalog}</ButtonLink>
    </DeadEnd>
  )
}

function ProductShape() {
  return (
    <>
      {/* A page without a heading leaves readers of headings nowhere. */}
      <h1 class="unseen" tabIndex={-1}>
        {words.value.loading}
      </h1>
      <div class="product" aria-hidden="true">
        <div class="gallery-shape" />
        <div class="product-words product-shape">
          <span />
          <span />
          <span />
          <span />
        </div>
      </div>
    </>
  )
}

export const page: Page = {
  title: () => words.value.header.catalog,
  View: ProductPage,
  prepare: (_search, { slug = '' }) => Promise.all([openShopWords(), askEarly(askProduct(slug))]),
}
