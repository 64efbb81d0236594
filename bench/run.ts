/**
 * `npm run bench`: measures the product against its goals and ends with 1 when one is missed.
 * With names (`npm run bench -- polling login`) only those.
 */
import { availableParallelism } from 'node:os'
import { chromiumMissing } from '../apps/server/test/browser/chromium.ts'
import { againstBetterAuth } from './better-auth/rows.ts'
import { addingToCart } from './cart.ts'
import { readingCatalog } from './catalog.ts'
import { firstVisits } from './first-visit.ts'
import { idleMemory, starts } from './footprint.ts'
import { placingOrders } from './orders.ts'
import { pollingInFlood, signingIn } from './passwords.ts'
import { printRows, type Row } from './rows.ts'
import { codeLogin, miniApp, readingMe, refreshing } from './signed-in.ts'
import { polling, starting } from './throughput.ts'
import { loadingCatalogue } from './woocommerce.ts'
import { openWorld, type World } from './world.ts'

// Memory first: nothing is idle after the others.
const measurements: Record<string, (world: World) => Promise<Row[]>> = {
  memory: idleMemory,
  polling: async (world) => [await polling(world)],
  registration: async (world) => [await starting(world)],
  login: async (world) => [await signingIn(world)],
  flood: async (world) => [await pollingInFlood(world)],
  me: async (world) => [await readingMe(world)],
  code: async (world) => [await codeLogin(world)],
  'mini-app': async (world) => [await miniApp(world)],
  refresh: async (world) => [await refreshing(world)],
  cart: async (world) => [await addingToCart(world)],
  orders: placingOrders,
  // After the cart: a shop of so many products is another shop.
  catalog: readingCatalog,
  'better-auth': againstBetterAuth,
}

const wanted = new Set(process.argv.slice(2))
const isWanted = (name: string) => wanted.size === 0 || wanted.has(name)

const rows: Row[] = []
const report = (measured: Row[]) => {
  for (const { met, what, measured: value, basis } of measured) {
    console.error(`${met ? 'met   ' : 'MISSED'} ${what}: ${value} (${basis})`)
  }
  rows.push(...measured)
}

if (isWanted('start')) report(await starts())
if (isWanted('woocommerce')) report(await loadingCatalogue())
if (isWanted('lcp') && chromiumMissing) console.error('There is no Chromium here: first visits are not measured.')
else if (isWanted('lcp')) report(await firstVisits())
const world = await openWorld()
try {
  for (const [name, measure] of Object.entries(measurements)) if (isWanted(name)) report(await measure(world))
} finally {
  await world.close()
}

const day = new Date().toISOString().slice(0, 10)
console.log(`\nNode ${process.versions.node}, ${availableParallelism()} cores, ${process.platform}, ${day}\n`)
console.log(printRows(rows))
process.exitCode = rows.every(({ met }) => met) ? 0 : 1
