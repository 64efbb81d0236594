ALTER TABLE "coupons" ADD COLUMN "pieces" integer;--> statement-breakpoint
ALTER TABLE "coupons" ADD COLUMN "used_elsewhere_by" text[] DEFAULT '{}' NOT NULL;