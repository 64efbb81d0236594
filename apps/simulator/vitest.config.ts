import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['test/build-page.ts'],
    include: ['test/**/*.test.ts'],
    isolate: false,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
  },
})
