CREATE TABLE `base_date_reports` (
	`base_date` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers. A report is frozen: nothing changes or removes it.
CREATE TRIGGER base_date_reports_no_update BEFORE UPDATE ON base_date_reports BEGIN SELECT RAISE(ABORT, 'base_date_reports_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER base_date_reports_no_delete BEFORE DELETE ON base_date_reports BEGIN SELECT RAISE(ABORT, 'base_date_reports_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER base_date_reports_no_replace BEFORE INSERT ON base_date_reports WHEN EXISTS (SELECT 1 FROM base_date_reports WHERE base_date = NEW.base_date) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: base_date_reports.base_date'); END;
--> statement-breakpoint
-- One after the other, at the base dates of the law, over seals that are there.
CREATE TRIGGER base_date_reports_follow BEFORE INSERT ON base_date_reports WHEN NEW.base_date <= (SELECT MAX(base_date) FROM base_date_reports) OR NEW.size < (SELECT MAX(size) FROM base_date_reports) OR NEW.size > (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) OR (NEW.base_date NOT GLOB '[0-9][0-9][0-9][0-9]-03-31' AND NEW.base_date NOT GLOB '[0-9][0-9][0-9][0-9]-09-30') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: base_date_follows'); END;
