import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'
import type { Rollup } from 'vite'
import { listEarlyLinks, listNeeds, type PageNeeds } from './early-links.ts'

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|txt|webmanifest)$/
// Past this the best quality takes ten seconds for a few per cent: the API reference, which few open.
const LARGE = 1024 * 1024
const FAST_ENOUGH = 7
/** What the server puts into the head of each page. */
const EARLY_LINKS = 'early-links.json'
const FIRST_LOAD_LIMIT = 45 * 1024
/** The pages of the way to an order, whose first visits are held to it. */
const FIRST_LOADS = ['/', '/catalog', '/product/:slug', '/cart', '/checkout']

/** Builds the site into `dist` and leaves `.br` and `.gz` beside every file that shrinks. */
export async function buildSite(): Promise<void> {
  const { build } = await import('vite')
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url))
  const built = (await build({ configFile, logLevel: 'warn' })) as Rollup.RollupOutput
  const routes = await readFile(new URL('src/routes.ts', import.meta.url), 'utf8')
  const needs = listNeeds(built.output, routes)
  const said = sayFirstLoads(needs)
  const dist = fileURLToPath(new URL('dist', import.meta.url))
  await writeFile(join(dist, EARLY_LINKS), JSON.stringify(listEarlyLinks(needs)))
  const { writeReferenceScript } = await import('./api-reference.ts')
  await writeReferenceScript(join(dist, 'docs/scalar.js'))
  await compressAll(dist)
  console.log(`Site built; compressed, the first load of script is: ${said}`)
}

/** What the first visits weigh, in words; a page past the limit ends the build. */
function sayFirstLoads(needs: readonly PageNeeds[]): string {
  const loads = FIRST_LOADS.map((path) => {
    const page = needs.find((one) => one.path === path)
    if (!page) throw new Error(`The site has no page ${path}, so its first load cannot be weighed`)
    return { path, weight: weigh(page) }
  })
  const said = loads.map(({ path, weight }) => `${path} ${kilobytes(weight)}`).join(', ')
  if (loads.some(({ weight }) => weight > FIRST_LOAD_LIMIT)) {
    throw new Error(`The first load of a page is more than ${kilobytes(FIRST_LOAD_LIMIT)} of script: ${said}`)
  }
  return said
}

/** The gzip size of every script that a page begins with, in the language whose sentences are the longest. */
function weigh({ everywhere, own }: PageNeeds): number {
  const size = ({ code }: Rollup.OutputChunk) => gzipSync(code, { level: 9 }).length
  const sum = (chunks: Iterable<Rollup.OutputChunk>) => [...chunks].reduce((sum, chunk) => sum + size(chunk), 0)
  return sum(everywhere) + Math.max(...Object.values(own).map(sum))
}

async function compressAll(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true })
  await Promise.all(names.filter((name) => COMPRESSIBLE.test(name)).map((name) => compress(join(folder, name))))
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  const packed = {
    br: await promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? FAST_ENOUGH : constants.BROTLI_MAX_QUALITY },
    }),
    gz: await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  }
  for (const [ending, result] of Object.entries(packed)) {
    if (result.length < bytes.length) await writeFile(`${file}.${ending}`, result)
  }
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`

async function isInstalled(name: string): Promise<boolean> {
  try {
    import.meta.resolve(name)
    return true
  } catch {
    return false
  }
}

async function buildEverything(): Promise<void> {
  if (process.argv.includes('--if-possible') && !(await isInstalled('vite'))) {
    console.log('The site is not built here: its tools are not installed.')
    return
  }
  await buildSite()
  const simulator = new URL('../simulator/build.ts', import.meta.url)
  if (existsSync(simulator)) await (await import(simulator.href)).buildPage()
}

if (import.meta.main) await buildEverything()
