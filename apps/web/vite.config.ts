import { fileURLToPath } from 'node:url'
import { preact } from '@preact/preset-vite'
import { defineConfig } from 'vite'

const SHELVES =
  /src\/(?:shop-words|parts\/(?:add-to-cart|card-grid|card-shelf|heart|html-text|price|product-card))\.(?:tsx?|css)$/

const server = 'http://127.0.0.1:3000'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [preact()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    reportCompressedSize: false,
    // A picture inside the style sheet would be paid for by people who never see it.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs, first: it would go with the shelves, that need it too, and bring them everywhere.
            { name: 'core', tags: ['$initial'], priority: 1 },
            // All that the cart, the checkout and the orders need of what the shelves do.
            { name: 'goods', test: /src\/(?:parts\/(?:picture|price-text)|money-text)\.(?:tsx?|css)$/, priority: 1 },
            // Each page of the shop needs most of these: one file of them comes sooner than eight.
            { name: 'shelves', test: SHELVES },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      // `/auth/return` and `/auth/telegram` are pages of the site; the rest of `/auth` are kept wire contracts.
      '^/auth/(?!(?:return|telegram)(?:$|[?#]))': server,
      '/telegram': server,
      '/docs': server,
      '/.well-known': server,
    },
  },
})
