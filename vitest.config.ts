import { defineConfig } from 'vitest/config'

// One run for everything: `npm test`.
export default defineConfig({
  test: {
    projects: ['packages/contract', 'apps/server', 'apps/server/vitest.redis.config.ts', 'apps/simulator', 'apps/web'],
  },
})
