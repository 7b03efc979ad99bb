CREATE TABLE `secondment_ends` (
	`secondment_id` text PRIMARY KEY NOT NULL,
	`ended_by` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`secondment_id`) REFERENCES `secondments`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `secondments` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`from_town` text NOT NULL,
	`town` text NOT NULL,
	`works` text NOT NULL,
	`first_day` text NOT NULL,
	`last_day` text NOT NULL,
	`begins_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text NOT NULL,
	`requested_by` text NOT NULL,
	`approved_by` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "secondment_four_eyes" CHECK("secondments"."approved_by" <> "secondments"."requested_by" and "secondments"."approved_by" <> "secondments"."user_id"),
	CONSTRAINT "secondment_days" CHECK("secondments"."begins_at" < "secondments"."ends_at" and "secondments"."from_town" <> "secondments"."town")
) STRICT;
--> statement-breakpoint
CREATE INDEX `secondments_user` ON `secondments` (`user_id`);--> statement-breakpoint
CREATE INDEX `secondments_created` ON `secondments` (`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `office_acts` ADD `secondment_id` text REFERENCES secondments(id);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER secondments_no_update BEFORE UPDATE ON secondments BEGIN SELECT RAISE(ABORT, 'secondments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER secondments_no_delete BEFORE DELETE ON secondments BEGIN SELECT RAISE(ABORT, 'secondments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER secondments_no_replace BEFORE INSERT ON secondments WHEN EXISTS (SELECT 1 FROM secondments WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: secondments.id'); END;
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_update BEFORE UPDATE ON secondment_ends BEGIN SELECT RAISE(ABORT, 'secondment_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_delete BEFORE DELETE ON secondment_ends BEGIN SELECT RAISE(ABORT, 'secondment_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_replace BEFORE INSERT ON secondment_ends WHEN EXISTS (SELECT 1 FROM secondment_ends WHERE secondment_id = NEW.secondment_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: secondment_ends.secondment_id'); END;
--> statement-breakpoint
-- Who works for another town does only what they were lent for, on the days they were lent, until it was ended.
CREATE TRIGGER office_acts_secondment BEFORE INSERT ON office_acts WHEN NEW.secondment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM secondments s WHERE s.id = NEW.secondment_id AND s.user_id = NEW.user_id AND s.town = NEW.on_behalf_of AND NEW.role = 'municipal_officer' AND NEW.created_at >= s.begins_at AND NEW.created_at < s.ends_at AND EXISTS (SELECT 1 FROM json_each(s.works) w WHERE w.value = NEW.operation) AND NOT EXISTS (SELECT 1 FROM secondment_ends e WHERE e.secondment_id = s.id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: office_act_secondment'); END;
