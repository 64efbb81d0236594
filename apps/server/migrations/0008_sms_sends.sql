CREATE TABLE "sms_sends" (
	"id" text PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL,
	"phone_hash" text NOT NULL,
	"key_hash" text NOT NULL,
	"provider" text NOT NULL,
	"message_id" text,
	"status" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	"reported_at" timestamp (3) with time zone,
	"came_back_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "sms_sends_prefix_idx" ON "sms_sends" USING btree ("prefix","sent_at");--> statement-breakpoint
CREATE INDEX "sms_sends_key_hash_idx" ON "sms_sends" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "sms_sends_sent_at_idx" ON "sms_sends" USING btree ("sent_at");