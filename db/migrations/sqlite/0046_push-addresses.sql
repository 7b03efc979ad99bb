CREATE TABLE `push_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `push_addresses_endpoint` ON `push_addresses` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_addresses_wallet` ON `push_addresses` (`wallet_id`);