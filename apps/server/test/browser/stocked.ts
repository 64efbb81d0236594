import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { loadSampleCatalog } from '../../src/sample-catalog.ts'
import { testCtx } from '../ctx.ts'
import { test as anyTest } from './visit.ts'

const pictures = resolve(import.meta.dirname, '../../sample-catalog/pictures')

/**
 * A shop with the flowers and gifts of the demo on its shelves. Each product shows the drawing of its name, served
 * to the browser as it is: what is tried here are pages, not the making of pictures.
 */
export const test = anyTest
  .extend('stocked', { scope: 'file' }, async ({ shop }) => {
    const ctx = testCtx(shop.database.db)
    await loadSampleCatalog({ ...ctx, now: () => new Date() }, shop.config)
    await ctx.db.execute(sql`update products set pictures = (
      select jsonb_agg(jsonb_build_object(
        'pictureId', slug || ending, 'alt', '{}'::jsonb, 'width', 800, 'height', 800) order by ending)
      from unnest(case when slug in ('red-roses', 'peony-hatbox') then array['', '-2'] else array[''] end) ending)`)
    return shop
  })
  .extend('goods', async ({ stocked, context }) => {
    await context.route(/\/pictures\//, async (route) => {
      const name = new URL(route.request().url()).pathname.split('/').at(-1)
      const body = await readFile(resolve(pictures, `${name}.svg`), 'utf8').catch(() => undefined)
      return body ? route.fulfill({ contentType: 'image/svg+xml', body }) : route.fulfill({ status: 404 })
    })
    return stocked
  })
