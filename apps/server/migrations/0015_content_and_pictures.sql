CREATE TABLE "content_banners" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"title" jsonb NOT NULL,
	"text" jsonb NOT NULL,
	"picture" jsonb,
	"target" jsonb,
	"shown_from" timestamp (3) with time zone,
	"shown_until" timestamp (3) with time zone,
	"position" integer NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "content_banners_pkey" PRIMARY KEY("source","external_id"),
	CONSTRAINT "content_banners_shown" CHECK ("content_banners"."shown_from" < "content_banners"."shown_until")
);
--> statement-breakpoint
CREATE TABLE "content_pages" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"slug" text NOT NULL,
	"title" jsonb NOT NULL,
	"content" jsonb NOT NULL,
	"position" integer NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "content_pages_pkey" PRIMARY KEY("source","external_id"),
	CONSTRAINT "content_pages_slug_key" UNIQUE("slug","source")
);
--> statement-breakpoint
CREATE TABLE "pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text,
	"file" text,
	"width" integer,
	"height" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "pictures_one_source" CHECK (num_nonnulls("pictures"."url", "pictures"."file") = 1)
);
