CREATE TABLE `nettings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`month` text NOT NULL,
	`until_at` integer NOT NULL,
	`flows` text NOT NULL,
	`transfers` text NOT NULL,
	`statement_hash` text NOT NULL,
	`pay_day` text NOT NULL,
	`accounts` text NOT NULL,
	`approved_by` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "netting_closed" CHECK("nettings"."until_at" <= "nettings"."created_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `nettings_number` ON `nettings` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `nettings_month` ON `nettings` (`month`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER nettings_no_update BEFORE UPDATE ON nettings BEGIN SELECT RAISE(ABORT, 'nettings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER nettings_no_delete BEFORE DELETE ON nettings BEGIN SELECT RAISE(ABORT, 'nettings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER nettings_no_replace BEFORE INSERT ON nettings WHEN EXISTS (SELECT 1 FROM nettings WHERE id = NEW.id OR number = NEW.number OR month = NEW.month) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: nettings.id'); END;
