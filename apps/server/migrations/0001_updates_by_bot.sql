ALTER TABLE "telegram_updates" DROP CONSTRAINT "telegram_updates_pkey";--> statement-breakpoint
ALTER TABLE "telegram_updates" ADD COLUMN "bot_id" bigint;--> statement-breakpoint
-- Whose they were was not kept. A database has known one bot; where it has known two, the newest is the one that runs.
UPDATE "telegram_updates" SET "bot_id" = (SELECT max("id") FROM "telegram_bots");--> statement-breakpoint
DELETE FROM "telegram_updates" WHERE "bot_id" IS NULL;--> statement-breakpoint
ALTER TABLE "telegram_updates" ALTER COLUMN "bot_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "telegram_updates" ADD CONSTRAINT "telegram_updates_bot_id_id_pk" PRIMARY KEY("bot_id","id");
