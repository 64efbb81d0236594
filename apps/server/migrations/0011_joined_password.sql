ALTER TABLE "customers" DROP CONSTRAINT "customers_gone_holds_nothing";--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_erased_has_no_password" CHECK ("customers"."erased_at" is null or "customers"."password_hash" is null);--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_gone_holds_nothing" CHECK (("customers"."joined_into" is null and "customers"."erased_at" is null)
        or ("customers"."email" is null and "customers"."phone" is null and "customers"."telegram_id" is null));