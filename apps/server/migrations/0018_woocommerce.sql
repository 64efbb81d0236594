CREATE TABLE "woo_progress" (
	"task" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "woo_set_aside" (
	"external_id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "woo_hints" (
	"resource" text NOT NULL,
	"external_id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"taken_until" timestamp (3) with time zone,
	CONSTRAINT "woo_hints_pkey" PRIMARY KEY("resource","external_id")
);
--> statement-breakpoint
CREATE INDEX "woo_hints_heard_idx" ON "woo_hints" USING btree ("resource","heard_at");