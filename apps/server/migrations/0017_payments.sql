CREATE TABLE "favorite_news" (
	"customer_id" integer NOT NULL,
	"product_id" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "favorite_news_pkey" PRIMARY KEY("customer_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "favorite_tellings" (
	"customer_id" integer PRIMARY KEY NOT NULL,
	"told_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_notices" (
	"subject" text PRIMARY KEY NOT NULL,
	"said" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_links" (
	"order_id" text PRIMARY KEY NOT NULL,
	"link" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"method" text NOT NULL,
	"charge_id" text NOT NULL,
	"provider_charge_id" text,
	"reference" text NOT NULL,
	"order_id" text,
	"customer_id" integer,
	"amount_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"payer_id" bigint,
	"state" text NOT NULL,
	"reason" text,
	"paid_at" timestamp (3) with time zone NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("method","charge_id"),
	CONSTRAINT "payments_reason" CHECK (("payments"."state" = 'kept') = ("payments"."reason" is null))
);
--> statement-breakpoint
CREATE TABLE "telegram_topics" (
	"chat_id" bigint NOT NULL,
	"topic" text NOT NULL,
	"message_id" bigint NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "telegram_topics_pkey" PRIMARY KEY("chat_id","topic")
);
--> statement-breakpoint
ALTER TABLE "telegram_chats" ADD COLUMN "last_message_id" bigint;--> statement-breakpoint
ALTER TABLE "telegram_outbox" ADD COLUMN "is_news" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "telegram_outbox" ADD COLUMN "topic" text;--> statement-breakpoint
ALTER TABLE "telegram_outbox" ADD COLUMN "rings" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "favorite_news" ADD CONSTRAINT "favorite_news_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "favorite_tellings" ADD CONSTRAINT "favorite_tellings_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "favorite_news_at_idx" ON "favorite_news" USING btree ("at");--> statement-breakpoint
CREATE INDEX "order_notices_said_at_idx" ON "order_notices" USING btree ("said_at");--> statement-breakpoint
CREATE INDEX "invoice_links_created_at_idx" ON "invoice_links" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "payments_order_idx" ON "payments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "payments_customer_idx" ON "payments" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "payments_refund_due_idx" ON "payments" USING btree ("noted_at") WHERE "payments"."state" = 'refund_due';--> statement-breakpoint
CREATE INDEX "telegram_topics_said_at_idx" ON "telegram_topics" USING btree ("said_at");