import { sql } from 'drizzle-orm'
import { isToBeHadNow } from './availability.ts'

/**
 * What visitors may see, as sources of rows for the statements of whoever shows the catalogue: a draft,
 * a hidden or gone product, or one that has no price yet, cannot be named through them.
 */
export const shown = {
  products: sql`(select * from products where is_shown and gone_at is null and price_minor is not null)`,
  /** With `is_to_be_had`: whether any of it is in stock that is not held for an order. */
  offers: sql`(
    select offers.*, ${isToBeHadNow} as is_to_be_had from offers where gone_at is null and price_minor is not null)`,
  categories: sql`categories`,
  productCategories: sql`product_categories`,
  synonyms: sql`synonyms`,
}
