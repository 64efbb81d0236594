import { fileURLToPath } from 'node:url'
import preact from '@preact/preset-vite'
import { build } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the page into `dist/`. */
export async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: at('page'),
    logLevel: 'warn',
    plugins: [preact()],
    build: {
      outDir: at('dist'),
      emptyOutDir: true,
      target: 'es2023',
      // The content security policy allows no inline script and no data: style.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
  })
  await buildWebAppScript()
}

/** One classic script, loaded by pages of any origin. */
async function buildWebAppScript(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: at('dist/js'),
      emptyOutDir: false,
      target: 'es2023',
      lib: {
        entry: at('page/script/telegram-web-app.ts'),
        formats: ['iife'],
        name: 'TelegramWebApp',
        fileName: () => 'telegram-web-app.js',
      },
    },
  })
}

if (import.meta.main) await buildPage()
