DROP INDEX "customers_joined_into_idx";--> statement-breakpoint
CREATE INDEX "customers_joined_into_idx" ON "customers" USING btree ("joined_into") WHERE "customers"."joined_into" is not null;