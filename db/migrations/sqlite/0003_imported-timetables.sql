CREATE TABLE `rail_feed_parts` (
	`feed_id` text NOT NULL,
	`version` text NOT NULL,
	`position` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`feed_id`, `version`, `position`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `rail_feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`parts` integer NOT NULL,
	`head` text NOT NULL,
	`imported_at` integer NOT NULL
) STRICT;
