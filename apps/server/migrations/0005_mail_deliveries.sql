CREATE TABLE "mail_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"doubtful" smallint NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"began_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "mail_deliveries_began_at_idx" ON "mail_deliveries" USING btree ("began_at");