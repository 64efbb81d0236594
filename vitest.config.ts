import { defineConfig } from 'vitest/config'

// One run for everything: `npm test`. The projects isolate no file from the next of the same worker: what a file
// loads anew was two fifths of the processor's time. So a file leaves nothing changed behind it.
export default defineConfig({
  test: {
    projects: ['packages/contract', 'apps/server', 'apps/server/vitest.redis.config.ts', 'apps/simulator', 'apps/web'],
  },
})
