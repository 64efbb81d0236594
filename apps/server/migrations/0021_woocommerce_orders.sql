CREATE TABLE "woo_customers" (
	"customer_id" integer PRIMARY KEY NOT NULL,
	"external_id" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "woo_order_progress" (
	"task" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "woo_order_pushes" (
	"order_id" text PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"attempted_at" timestamp (3) with time zone,
	"doubtful_until" timestamp (3) with time zone,
	"floor_id" bigint,
	"sent_status" text
);
--> statement-breakpoint
CREATE TABLE "woo_orders" (
	"order_id" text PRIMARY KEY NOT NULL,
	"external_id" text,
	"order_key" text,
	"payment_url" text,
	"status" text NOT NULL,
	"told" text NOT NULL,
	"trouble" text
);
--> statement-breakpoint
ALTER TABLE "woo_customers" ADD CONSTRAINT "woo_customers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "woo_order_pushes_number_idx" ON "woo_order_pushes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "woo_orders_external_idx" ON "woo_orders" USING btree ("external_id");