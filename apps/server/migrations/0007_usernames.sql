ALTER TABLE "telegram_chats" ADD COLUMN "username" text;--> statement-breakpoint
CREATE INDEX "telegram_chats_username_idx" ON "telegram_chats" USING btree ("username");