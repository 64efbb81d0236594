import {
  Categories,
  InLanguage,
  type Locale,
  Product,
  ProductCard,
  ProductIdText,
  ProductList,
  ProductQuery,
} from '@vitrina/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { onCatalogChange, type ProductId } from '#catalog'
import { answerAnew, type Cache, type Ctx, type Pepper, type Routes, type Signals } from '#platform'
import { productUnknown } from './errors.ts'
import { listProducts } from './list-products.ts'
import type { Counting } from './model.ts'
import { makeReadCards } from './read-cards.ts'
import { CATALOG_TAG, rememberIn } from './remembered.ts'
import { showCategories } from './show-categories.ts'
import { showProduct } from './show-product.ts'

export interface CatalogPorts {
  counting: Counting
  cache: Cache
  signals: Signals
  pepper: Pepper
}

// A zero is in no text that a database keeps.
const Slug = z.object({
  slug: z
    .string()
    .max(200)
    .regex(/^[^\0]*$/),
})

const Id = z.object({ id: ProductIdText })

/**
 * The catalogue for everybody: the same for all who speak one language, so that it is made once for all of
 * them. For a scope that answers from the memory of the same cache.
 */
export function catalogRoutes(ctx: Ctx, ports: CatalogPorts): Routes {
  const { cache, signals } = ports
  return async (server) => {
    // Before the first answer is read: what changes while it is would otherwise be missed.
    server.addHook('onClose', async () => stop())
    const stop = onCatalogChange(signals, () => cache.forget(CATALOG_TAG))
    await server.register(listRoutes(ctx, ports))
    await server.register(productRoutes(ctx, ports))
  }
}

const answerer =
  ({ cache }: CatalogPorts) =>
  (request: FastifyRequest, reply: FastifyReply, load: () => Promise<unknown>) =>
    answerAnew(cache, { request, reply, tags: [CATALOG_TAG] }, load)

function listRoutes(ctx: Ctx, ports: CatalogPorts): Routes {
  const listing = { ...ports, remember: rememberIn(ports.cache) }
  const answer = answerer(ports)
  return async (server) => {
    server.get(
      '/api/categories',
      {
        schema: {
          tags: ['shop'],
          summary: 'The tree of categories',
          querystring: InLanguage,
          response: { 200: Categories },
        },
      },
      (request, reply) => answer(request, reply, () => showCategories(ctx, request.locale, listing)),
    )

    server.get(
      '/api/products',
      {
        schema: {
          tags: ['shop'],
          summary: 'Products: listed, searched, narrowed',
          querystring: ProductQuery,
          response: { 200: ProductList },
        },
      },
      (request, reply) =>
        answer(request, reply, () => listProducts(ctx, { ...request.query, locale: request.locale }, listing)),
    )
  }
}

function productRoutes(ctx: Ctx, ports: CatalogPorts): Routes {
  const answer = answerer(ports)
  const readCards = makeReadCards(ports.counting)
  const readCard = async ({ params, locale }: { params: z.output<typeof Id>; locale: Locale }) => {
    const [card] = await readCards(ctx, [Number(params.id) as ProductId], locale)
    if (!card) throw productUnknown()
    return card
  }
  return async (server) => {
    server.get(
      '/api/products/:slug',
      {
        schema: {
          tags: ['shop'],
          summary: 'A product',
          params: Slug,
          querystring: InLanguage,
          response: { 200: Product },
        },
      },
      (request, reply) =>
        answer(request, reply, () => showProduct(ctx, { ...request.params, locale: request.locale }, ports.counting)),
    )

    server.get(
      '/api/products/by-id/:id',
      {
        schema: {
          tags: ['shop'],
          summary: 'The card of a product, by its id, as links into the Mini App have it',
          params: Id,
          response: { 200: ProductCard },
        },
      },
      (request, reply) => answer(request, reply, () => readCard(request)),
    )
  }
}
