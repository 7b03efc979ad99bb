CREATE TABLE "images" (
	"id" text PRIMARY KEY NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"showing" text NOT NULL,
	"max_side" bigint,
	"file_set" text NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"added_at" bigint NOT NULL,
	CONSTRAINT "images_file_set_unique" UNIQUE("file_set"),
	CONSTRAINT "images_have_pixels" CHECK ("images"."width" > 0 and "images"."height" > 0),
	CONSTRAINT "images_showing" CHECK ("images"."showing" in ('zoomed', 'whole')),
	CONSTRAINT "images_max_side" CHECK ("images"."max_side" is null or "images"."max_side" > 0)
);
