import './src/light-modules.ts'

/**
 * Leaves behind, compiled, what a start loads (`check-node.js` says where): after an installation
 * the first start is as quick as the second. Not more than that: where something is missing that a
 * start does without, such as the simulator in production, it is passed over.
 */
const loaded = [
  './src/config.ts',
  './src/banner.ts',
  './src/built-site.ts',
  './src/storage.ts',
  './src/platform/postgres/index.ts',
  './src/app.ts',
  '@vitrina/simulator/telegram',
]
for (const specifier of loaded) await import(specifier).catch(() => {})
