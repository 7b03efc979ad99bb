CREATE TABLE `museum_uploads` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`keeps_location` integer NOT NULL,
	`state` text NOT NULL,
	`fault` text,
	`image` text,
	`sent_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	CONSTRAINT "museum_uploads_state" CHECK("museum_uploads"."state" in ('receiving', 'checking', 'making', 'ready', 'refused')),
	CONSTRAINT "museum_uploads_have_bytes" CHECK("museum_uploads"."bytes" > 0),
	CONSTRAINT "museum_uploads_ready_or_not" CHECK(("museum_uploads"."state" = 'ready') = ("museum_uploads"."image" is not null)),
	CONSTRAINT "museum_uploads_refused_or_not" CHECK(("museum_uploads"."state" = 'refused') = ("museum_uploads"."fault" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `museum_uploads_of_file` ON `museum_uploads` (`institution`,`sha256`);--> statement-breakpoint
CREATE INDEX `museum_uploads_in_state` ON `museum_uploads` (`state`,`changed_at`);--> statement-breakpoint
ALTER TABLE `images` ADD `is_shown` integer DEFAULT true NOT NULL;