import { createSecretKey } from 'node:crypto'
import { listProducts } from '../apps/server/src/modules/catalog-reading/list-products.ts'
import { showProduct } from '../apps/server/src/modules/catalog-reading/show-product.ts'
import { notify } from '../apps/server/src/platform/index.ts'
import { drive, visitorHeaders } from './load.ts'
import { makeProducts } from './many-products.ts'
import { against } from './ratios.ts'
import type { Row } from './rows.ts'
import { median } from './statistics.ts'
import { CONNECTIONS, type World } from './world.ts'

const SECONDS = 2
const FEW = 500
const MANY = 100_000
const COLD_READS = 60
const MEMORY_GOAL = 0.7

/** What is shown from memory, against a route that sends the same bytes; and what is in no memory, at two sizes. */
export async function readingCatalog(world: World): Promise<Row[]> {
  const { ctx } = world.backstage
  await makeProducts(world.product.database, FEW)
  await notify(ctx, 'catalog', 'changed')
  const few = await coldReads(world, FEW, 5)
  const warm = [
    await fromMemory(world, 'A list of 20 products', '/api/products?limit=20'),
    await fromMemory(world, 'A product', '/api/products/many-1'),
  ]
  await makeProducts(world.product.database, MANY)
  return [...warm, few, await coldReads(world, MANY, 10)]
}

async function fromMemory({ product, baseline }: World, what: string, path: string): Promise<Row> {
  const answer = await fetch(`${product.url}${path}`, { headers: visitorHeaders() })
  const body = Buffer.from(await answer.arrayBuffer())
  await fetch(`${baseline.url}/shown${path.split('?')[0]}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'shown-head': JSON.stringify(headOf(answer)) },
    body,
  })
  const load = (url: string) => () =>
    drive({
      ...{ url, connections: CONNECTIONS, seconds: SECONDS, expected: [200] },
      requests: () => Array.from({ length: 50 }, () => ({ path, headers: visitorHeaders() })),
    })
  const name = `${what} from memory, against the same bytes from a bare route`
  return against({ what: name, goal: MEMORY_GOAL }, load(product.url), load(baseline.url))
}

// Every server writes these itself, and `fetch` has unpacked the body.
const WRITTEN_BY_ITSELF = /^(?:connection|content-encoding|content-length|date|keep-alive|transfer-encoding)$/

const headOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => !WRITTEN_BY_ITSELF.test(name)))

/** Everything of an answer read from the tables: pages of products, of categories, by price, by a word of the name. */
async function coldReads({ backstage }: World, products: number, goalMs: number): Promise<Row> {
  const { ctx } = backstage
  const counting = { currency: 'RUB', defaultLocale: 'ru' as const }
  const pepper = [{ id: 'bench', key: createSecretKey(Buffer.alloc(32)) }]
  const ports = { counting, pepper, remember: <Value>(_key: string, read: () => Promise<Value>) => read() }
  const listed = (query: object) => listProducts(ctx, { limit: 20, locale: 'ru', ...query }, ports)
  const reads = [
    (nth: number) => showProduct(ctx, { slug: `many-${nth + 1}`, locale: 'ru' }, counting),
    (nth: number) => listed({ category: `many-${nth + 20}` }),
    (nth: number) => listed({ category: `many-${nth + 20}`, sort: 'price', inStock: true }),
    (nth: number) => listed({ minPrice: nth * 1000, maxPrice: nth * 1000 + 3000 }),
    (nth: number) => listed({ q: `роза ${nth + 1}` }),
  ]
  const times: number[] = []
  for (let nth = -reads.length; nth < COLD_READS; nth++) {
    const from = performance.now()
    await reads[(nth + reads.length) % reads.length]?.(Math.abs(nth))
    // The first of each kind measures the compiler.
    if (nth >= 0) times.push(performance.now() - from)
  }
  const measured = median(times)
  return {
    what: `Reading the catalogue from the tables, ${products.toLocaleString('en')} products`,
    goal: `< ${goalMs} ms`,
    measured: `${measured.toFixed(1)} ms`,
    basis: `median of ${COLD_READS} products, categories, prices and searches; longest ${Math.max(...times).toFixed(0)} ms`,
    met: measured < goalMs,
  }
}
