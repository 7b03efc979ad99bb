ALTER TABLE `pots` ADD `last_day` text;--> statement-breakpoint
ALTER TABLE `pots` ADD `end_of` text;