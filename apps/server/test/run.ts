import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { browserPrograms } from './browser/programs.ts'

// `npm test`: finds or installs what the tests need, runs all of them, and says what was skipped and why.

interface Tool {
  name: string
  /** Any of these programs will do. */
  programs: string[]
  debianPackages: string[]
}

const tools: Tool[] = [
  { name: 'Redis', programs: ['redis-server'], debianPackages: ['redis-server'] },
  {
    name: 'Chromium',
    programs: browserPrograms,
    // Without the fonts a screenshot shows boxes in place of emoji.
    debianPackages: ['chromium-headless-shell', 'fonts-noto-core', 'fonts-noto-color-emoji'],
  },
]

// Said here, for what the configuration says of it does not reach its projects. One more than there are cores:
// tests wait for browsers, databases and deadlines as much as they compute.
const WORKERS = availableParallelism() + 1

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[]
}

const root = join(import.meta.dirname, '../../..')
provide(tools.filter((tool) => !isInstalled(tool)))
process.exitCode = report(runVitest(process.argv.slice(2)))

function provide(missing: Tool[]): void {
  const packages = missing.flatMap(({ debianPackages }) => debianPackages)
  if (packages.length === 0) return
  const isRoot = process.getuid?.() === 0
  if (isRoot && find('apt-get')) {
    console.log(`Installing ${packages.join(', ')} for the tests…`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const run = (args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', env: environment })
    run(['update'])
    run(['install', '-y', '--no-install-recommends', ...packages])
  }
  for (const tool of missing.filter((tool) => !isInstalled(tool))) {
    const hint = `sudo apt-get install ${tool.debianPackages.join(' ')}`
    console.log(`${tool.name} is not installed, so its tests are skipped. To run them: ${hint}`)
  }
}

function runVitest(args: string[]): { report: Report | undefined; status: number } {
  const folder = mkdtempSync(join(tmpdir(), 'vitrina-tests-'))
  const file = join(folder, 'report.json')
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const options = [
    'run',
    `--maxWorkers=${WORKERS}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const { status } = spawnSync(process.execPath, [vitest, ...options, ...args], { cwd: root, stdio: 'inherit' })
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
  rmSync(folder, { recursive: true, force: true })
  return { report, status: status ?? 1 }
}

function report({ report, status }: { report: Report | undefined; status: number }): number {
  if (!report) {
    console.log('The tests did not run to their end.')
    console.log('0 passed, 1 failed')
    return 1
  }
  const skipped = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter((test) => test.status === 'skipped' || test.status === 'pending' || test.status === 'todo'),
  )
  for (const { fullName } of skipped) console.log(`Skipped: ${fullName}`)
  // A file that cannot even be loaded fails without a failed test in it.
  const failed = Math.max(report.numFailedTests, status === 0 ? 0 : 1)
  const rest = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
  console.log(`${report.numPassedTests} passed, ${failed} failed${rest}`)
  return failed > 0 ? 1 : 0
}

function isInstalled({ programs }: Tool): boolean {
  return programs.some(find)
}

function find(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find(existsSync)
}
