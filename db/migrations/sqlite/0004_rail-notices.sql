CREATE TABLE `rail_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
) STRICT;
