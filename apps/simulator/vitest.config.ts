import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { globalSetup: ['test/build-page.ts'], include: ['test/**/*.test.ts'], isolate: false, testTimeout: 30_000 },
})
