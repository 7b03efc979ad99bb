CREATE TABLE `museum_drafts` (
	`record` text NOT NULL,
	`revision` integer NOT NULL,
	`institution` text NOT NULL,
	`body` text NOT NULL,
	`written_by` text NOT NULL,
	`written_by_name` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`record`, `revision`),
	CONSTRAINT "museum_drafts_counted" CHECK("museum_drafts"."revision" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_drafts_of_institution` ON `museum_drafts` (`institution`,`record`,`revision`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_drafts_no_update BEFORE UPDATE ON museum_drafts BEGIN SELECT RAISE(ABORT, 'museum_drafts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_drafts_no_delete BEFORE DELETE ON museum_drafts BEGIN SELECT RAISE(ABORT, 'museum_drafts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_drafts_no_replace BEFORE INSERT ON museum_drafts WHEN EXISTS (SELECT 1 FROM museum_drafts WHERE record = NEW.record AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_drafts.record, museum_drafts.revision'); END;
