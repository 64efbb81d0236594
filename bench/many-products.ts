import pg from 'pg'
import { foldText } from '../apps/server/src/modules/catalog/index.ts'
import type { ConnectionOptions } from '../apps/server/src/platform/index.ts'

const KINDS = ['Роза', 'Тюльпан', 'Пион', 'Хризантема', 'Орхидея', 'Лилия', 'Гвоздика', 'Ромашка', 'Ирис', 'Астра']
const COLORS = ['красная', 'белая', 'жёлтая', 'розовая', 'синяя', 'кремовая', 'сиреневая', 'алая']
const BRANCHES = 10
const CATEGORIES = 200

/**
 * Makes it a catalogue of so many products, in the database: each with an offer, a text of a kilobyte, and in
 * one of two hundred categories of ten branches.
 */
export async function makeProducts(connection: ConnectionOptions, count: number): Promise<void> {
  // On a connection of its own: no statement of the product may take as long.
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(categories, [CATEGORIES])
  await client.query(belonging, [BRANCHES])
  await client.query(products, [count, KINDS, COLORS, KINDS.map(foldText), COLORS.map(foldText)])
  await client.query(offers)
  await client.query(links, [CATEGORIES - BRANCHES, BRANCHES])
  await client.query('vacuum analyze')
  await client.end()
}

const categories = `
  insert into categories (source, external_id, slug, name, position)
  select 'file', 'many-' || nth, 'many-' || nth, jsonb_build_object('ru', 'Категория ' || nth), nth
  from generate_series(1, $1::int) nth on conflict do nothing`

const belonging = `
  update categories set parent_id = branch.id from categories branch
  where categories.slug like 'many-%' and branch.slug = 'many-' || (categories.position % $1::int + 1)
    and categories.position > $1`

const products = `
  insert into products (source, external_id, slug, name, description, short_description, attributes, pictures,
    has_variations, is_shown, price_minor, regular_price_minor, in_stock, popularity, search_text, created_at, modified_at)
  select 'file', 'many-' || nth, 'many-' || nth,
    jsonb_build_object('ru', ($2::text[])[kind] || ' ' || ($3::text[])[color] || ' ' || nth),
    jsonb_build_object('ru', '<p>' || repeat('Свежие цветы с доставкой. ', 25) || nth || '</p>'), '{"ru": "Свежие"}', '[]',
    jsonb_build_array(jsonb_build_object('pictureId', md5(nth::text), 'alt', '{}'::jsonb, 'width', 800, 'height', 600)),
    false, true, 10000 + (nth * 7919) % 900000, case when nth % 9 = 0 then 2000000 end, nth % 11 <> 0, nth % 1000,
    ' ' || ($4::text[])[kind] || ' ' || ($5::text[])[color] || ' ' || nth || E' \\n many ' || nth || ' ',
    now() - nth * interval '1 minute', now()
  from generate_series((select count(*) + 1 from products where slug like 'many-%'), $1::int) nth,
    lateral (select nth % 10 + 1 as kind, nth / 10 % 8 + 1 as color) which`

const offers = `
  insert into offers (sku, product_id, attributes, price_minor, stock, in_stock)
  select slug, id, '[]', price_minor, 5, true from products where slug like 'many-%' on conflict do nothing`

const links = `
  insert into product_categories (product_id, category_id)
  select product.id, category.id from products product
  join categories category on category.slug = 'many-' || (substr(product.slug, 6)::int % $1::int + $2::int + 1)
  where product.slug like 'many-%' on conflict do nothing`
