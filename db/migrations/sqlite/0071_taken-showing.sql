ALTER TABLE `images` ADD `taken_showing` text;--> statement-breakpoint
ALTER TABLE `images` ADD `taken_max_side` integer;