import { defineConfig } from 'vitest/config'

// The journeys once more, with Redis where Postgres stood in for it.
export default defineConfig({
  test: {
    name: 'server with Redis',
    include: ['test/journeys/**/*.test.ts'],
    globalSetup: ['test/postgres.ts', 'test/redis-for-journeys.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
