CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" integer NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"act" text NOT NULL,
	"details" jsonb NOT NULL,
	"browser" text,
	"system" text,
	"network" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identifier_changes" (
	"act_id" text NOT NULL,
	"customer_id" integer NOT NULL,
	"kind" text NOT NULL,
	"before" text,
	"before_proven_at" timestamp (3) with time zone,
	"after" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identifier_changes_pkey" PRIMARY KEY("act_id","customer_id","kind")
);
--> statement-breakpoint
CREATE TABLE "security_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" integer NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"details" jsonb NOT NULL,
	"chat_ids" jsonb NOT NULL,
	"token_hash" text NOT NULL,
	"token_key_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "security_notices_token_hash_key" UNIQUE("token_hash"),
	CONSTRAINT "security_notices_subject_key" UNIQUE("customer_id","kind","subject")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "joined_into" integer;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "identifier_changes" ADD CONSTRAINT "identifier_changes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_notices" ADD CONSTRAINT "security_notices_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_customer_idx" ON "audit_entries" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "audit_entries_at_idx" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "identifier_changes_customer_id_idx" ON "identifier_changes" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "identifier_changes_at_idx" ON "identifier_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "security_notices_at_idx" ON "security_notices" USING btree ("at");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_joined_into_customers_id_fk" FOREIGN KEY ("joined_into") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customers_joined_into_idx" ON "customers" USING btree ("joined_into");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_gone_holds_nothing" CHECK (("customers"."joined_into" is null and "customers"."erased_at" is null)
        or ("customers"."email" is null and "customers"."phone" is null and "customers"."telegram_id" is null and "customers"."password_hash" is null));