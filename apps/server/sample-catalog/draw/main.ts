import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { banners } from './banners.ts'
import { closeUps, recipes } from './recipes.ts'

// Draws every picture of the sample catalogue and of its banners anew: node apps/server/sample-catalog/draw/main.ts
const folder = join(import.meta.dirname, '../pictures')
const bannerFolder = join(import.meta.dirname, '../content/pictures')
for (const each of [folder, bannerFolder]) mkdirSync(each, { recursive: true })
for (const [name, draw] of Object.entries(recipes)) writeFileSync(join(folder, `${name}.svg`), draw())
for (const name of closeUps) writeFileSync(join(folder, `${name}-2.svg`), recipes[name]?.(true) ?? '')
for (const [name, draw] of Object.entries(banners)) writeFileSync(join(bannerFolder, `${name}.svg`), draw())
