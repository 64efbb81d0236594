import { sql } from 'drizzle-orm'
import { foldText } from '../apps/server/src/modules/catalog/index.ts'
import type { Ctx } from '../apps/server/src/platform/index.ts'

const KINDS = ['Роза', 'Тюльпан', 'Пион', 'Хризантема', 'Орхидея', 'Лилия', 'Гвоздика', 'Ромашка', 'Ирис', 'Астра']
const COLORS = ['красная', 'белая', 'жёлтая', 'розовая', 'синяя', 'кремовая', 'сиреневая', 'алая']
const CATEGORIES = 200

/**
 * A catalogue of so many products, made by the database: each with an offer, a text of a kilobyte, and in one
 * of two hundred categories of ten branches.
 */
export async function makeProducts({ db }: Pick<Ctx, 'db'>, count: number): Promise<void> {
  const folded = (words: string[]) => sql.param(words.map(foldText))
  await db.execute(sql`
    insert into categories (id, source, external_id, slug, name, parent_id, position)
    select nth, 'file', 'many-' || nth, 'many-' || nth, jsonb_build_object('ru', 'Категория ' || nth),
      case when nth > 10 then nth % 10 + 1 end, nth
    from generate_series(1, ${CATEGORIES}::int) nth on conflict do nothing`)
  await db.execute(sql`
    insert into products (source, external_id, slug, name, description, short_description, attributes, pictures,
      has_variations, is_shown, price_minor, regular_price_minor, in_stock, popularity, search_text, created_at, modified_at)
    select 'file', 'many-' || nth, 'many-' || nth,
      jsonb_build_object('ru', (${sql.param(KINDS)}::text[])[kind] || ' ' || (${sql.param(COLORS)}::text[])[color] || ' ' || nth),
      jsonb_build_object('ru', '<p>' || repeat('Свежие цветы с доставкой. ', 25) || nth || '</p>'), '{"ru": "Свежие"}', '[]',
      jsonb_build_array(jsonb_build_object('pictureId', md5(nth::text), 'alt', '{}'::jsonb, 'width', 800, 'height', 600)),
      false, true, 10000 + (nth * 7919) % 900000, case when nth % 9 = 0 then 2000000 end, nth % 11 <> 0, nth % 1000,
      ' ' || (${folded(KINDS)}::text[])[kind] || ' ' || (${folded(COLORS)}::text[])[color] || ' ' || nth || E' \\n many ' || nth || ' ',
      now() - nth * interval '1 minute', now()
    from generate_series((select count(*) + 1 from products where slug like 'many-%'), ${count}::int) nth,
      lateral (select nth % 10 + 1 as kind, nth / 10 % 8 + 1 as color) which`)
  await db.execute(sql`
    insert into offers (sku, product_id, attributes, price_minor, stock, in_stock)
    select slug, id, '[]', price_minor, 5, true from products where slug like 'many-%' on conflict do nothing`)
  await db.execute(sql`
    insert into product_categories (product_id, category_id)
    select id, id % ${CATEGORIES - 10} + 11 from products where slug like 'many-%' on conflict do nothing`)
  await db.execute(sql`vacuum analyze`)
}
