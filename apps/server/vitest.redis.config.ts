import { defineConfig } from 'vitest/config'

// The journeys once more, with Redis where Postgres stood in for it; but those that keep nothing there.
export default defineConfig({
  test: {
    name: 'server with Redis',
    include: ['test/journeys/**/*.test.ts'],
    exclude: ['cart', 'ordering', 'paying', 'payment-help', 'pictures'].map((name) => `test/journeys/${name}.test.ts`),
    globalSetup: ['test/postgres.ts', 'test/redis-for-journeys.ts'],
    isolate: false,
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
