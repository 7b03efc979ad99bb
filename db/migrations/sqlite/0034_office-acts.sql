CREATE TABLE `office_act_ends` (
	`act_id` text PRIMARY KEY NOT NULL,
	`status` integer NOT NULL,
	`code` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`act_id`) REFERENCES `office_acts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `office_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`operation` text NOT NULL,
	`role` text NOT NULL,
	`on_behalf_of` text NOT NULL,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `office_acts_created` ON `office_acts` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `office_acts_user` ON `office_acts` (`user_id`,`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER office_acts_no_update BEFORE UPDATE ON office_acts BEGIN SELECT RAISE(ABORT, 'office_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER office_acts_no_delete BEFORE DELETE ON office_acts BEGIN SELECT RAISE(ABORT, 'office_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER office_acts_no_replace BEFORE INSERT ON office_acts WHEN EXISTS (SELECT 1 FROM office_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: office_acts.id'); END;
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_update BEFORE UPDATE ON office_act_ends BEGIN SELECT RAISE(ABORT, 'office_act_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_delete BEFORE DELETE ON office_act_ends BEGIN SELECT RAISE(ABORT, 'office_act_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_replace BEFORE INSERT ON office_act_ends WHEN EXISTS (SELECT 1 FROM office_act_ends WHERE act_id = NEW.act_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: office_act_ends.act_id'); END;
