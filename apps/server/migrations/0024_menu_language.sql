ALTER TABLE "telegram_chats" ADD COLUMN "menu_locale" text;--> statement-breakpoint
CREATE INDEX "order_lines_picture_idx" ON "order_lines" USING btree (("picture"->>'pictureId'));