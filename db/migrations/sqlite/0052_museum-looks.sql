CREATE TABLE `museum_look_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `museum_looks` (
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`step` integer NOT NULL,
	`language` text NOT NULL,
	`looks` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`, `subject`, `step`, `language`),
	CONSTRAINT "museum_looks_kind" CHECK("museum_looks"."kind" in ('item', 'document', 'story', 'frame', 'institution', 'place', 'step')),
	CONSTRAINT "museum_looks_counted" CHECK("museum_looks"."looks" >= 0 and "museum_looks"."step" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_looks_of_subject` ON `museum_looks` (`subject`,`day`);