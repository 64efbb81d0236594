CREATE TABLE "telegram_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "telegram_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat_id" bigint NOT NULL,
	"method" text NOT NULL,
	"payload" json NOT NULL,
	"follow_up" json,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"held_until" timestamp (3) with time zone,
	"taken_by" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"doubtful" integer DEFAULT 0 NOT NULL
);
