DROP INDEX "product_categories_product_idx";--> statement-breakpoint
DROP INDEX "products_price_idx";--> statement-breakpoint
CREATE INDEX "products_facts_idx" ON "products" USING btree ("id","popularity","created_at","price_minor","regular_price_minor","in_stock") WHERE is_shown and gone_at is null and price_minor is not null;--> statement-breakpoint
CREATE INDEX "product_categories_product_idx" ON "product_categories" USING btree ("product_id","category_id");--> statement-breakpoint
CREATE INDEX "products_price_idx" ON "products" USING btree ("price_minor","id") WHERE is_shown and gone_at is null and price_minor is not null;