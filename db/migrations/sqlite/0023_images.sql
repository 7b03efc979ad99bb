CREATE TABLE `images` (
	`id` text PRIMARY KEY NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`showing` text NOT NULL,
	`max_side` integer,
	`file_set` text NOT NULL,
	`sha256` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`added_at` integer NOT NULL,
	CONSTRAINT "images_have_pixels" CHECK("images"."width" > 0 and "images"."height" > 0),
	CONSTRAINT "images_showing" CHECK("images"."showing" in ('zoomed', 'whole')),
	CONSTRAINT "images_max_side" CHECK("images"."max_side" is null or "images"."max_side" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `images_file_set_unique` ON `images` (`file_set`);