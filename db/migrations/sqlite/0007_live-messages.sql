CREATE TABLE `rail_realtime` (
	`id` text PRIMARY KEY NOT NULL,
	`told_at` integer NOT NULL,
	`taken_at` integer NOT NULL,
	`body` text NOT NULL
) STRICT;
