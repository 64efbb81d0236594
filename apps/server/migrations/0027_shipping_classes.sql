ALTER TABLE "offers" ADD COLUMN "shipping_class" text;--> statement-breakpoint
ALTER TABLE "offers" ADD COLUMN "is_virtual" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_methods" ADD COLUMN "class_costs" jsonb;--> statement-breakpoint
-- Written by hand: what a WooCommerce says of its products is read anew at once, for their classes were not kept.
DELETE FROM "woo_progress" WHERE "task" = 'load';
