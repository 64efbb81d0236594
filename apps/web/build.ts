import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'
import type { Rollup } from 'vite'
import { listEarlyLinks } from './early-links.ts'

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|txt|webmanifest)$/
// Past this the best quality takes ten seconds for a few per cent: the API reference, which few open.
const LARGE = 1024 * 1024
const FAST_ENOUGH = 7
/** What the server puts into the head of each page. */
const EARLY_LINKS = 'early-links.json'
const FIRST_LOAD_LIMIT = 45 * 1024
/** What a first visit to `/` runs: the entry, the home page and one language. */
const FIRST_LOAD = ['src/main.tsx', 'src/pages/home/home-page.tsx', 'words/site/ru.ts', 'words/site/ru-shop.ts']

/** Builds the site into `dist` and leaves `.br` and `.gz` beside every file that shrinks. */
export async function buildSite(): Promise<void> {
  const { build } = await import('vite')
  const configFile = fileURLToPath(new URL('vite.config.ts', import.meta.url))
  const built = (await build({ configFile, logLevel: 'warn' })) as Rollup.RollupOutput
  const firstLoad = weighFirstLoad(built.output)
  if (firstLoad > FIRST_LOAD_LIMIT) {
    throw new Error(
      `The first load of / is ${kilobytes(firstLoad)} of script, the limit is ${kilobytes(FIRST_LOAD_LIMIT)}`,
    )
  }
  const dist = fileURLToPath(new URL('dist', import.meta.url))
  const routes = await readFile(new URL('src/routes.ts', import.meta.url), 'utf8')
  await writeFile(join(dist, EARLY_LINKS), JSON.stringify(listEarlyLinks(built.output, routes)))
  const { writeReferenceScript } = await import('./api-reference.ts')
  await writeReferenceScript(join(dist, 'docs/scalar.js'))
  await compressAll(dist)
  console.log(`Site built: first load of / is ${kilobytes(firstLoad)} of script, compressed`)
}

/** The gzip size of every chunk that a first visit to `/` needs, each counted once. */
function weighFirstLoad(output: Rollup.RollupOutput['output']): number {
  const chunks = new Map(output.filter((item) => item.type === 'chunk').map((chunk) => [chunk.fileName, chunk]))
  const needed = new Set<string>()
  const need = (fileName: string) => {
    const chunk = chunks.get(fileName)
    if (!chunk || needed.has(fileName)) return
    needed.add(fileName)
    chunk.imports.forEach(need)
  }
  for (const source of FIRST_LOAD) {
    const chunk = [...chunks.values()].find(
      (candidate) => candidate.facadeModuleId?.endsWith(source) || isIndex(candidate, source),
    )
    if (!chunk) throw new Error(`The build has no chunk for ${source}, so its first load cannot be weighed`)
    need(chunk.fileName)
  }
  return [...needed].reduce((sum, name) => sum + gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length, 0)
}

// The entry of an HTML page carries the page's own name, not that of the script it names.
function isIndex(chunk: Rollup.OutputChunk, source: string): boolean {
  return chunk.isEntry && Object.keys(chunk.modules).some((id) => id.endsWith(source))
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
