import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { closeUps, recipes } from './recipes.ts'

// Draws every picture of the sample catalogue anew: node apps/server/sample-catalog/draw/main.ts
const folder = join(import.meta.dirname, '../pictures')
mkdirSync(folder, { recursive: true })
for (const [name, draw] of Object.entries(recipes)) writeFileSync(join(folder, `${name}.svg`), draw())
for (const name of closeUps) writeFileSync(join(folder, `${name}-2.svg`), recipes[name]?.(true) ?? '')
