CREATE TABLE `museum_partner_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`address` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`wait_until` integer NOT NULL,
	`waits` integer NOT NULL,
	`brought_by` text NOT NULL,
	`brought_by_name` text NOT NULL,
	`started_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	CONSTRAINT "museum_partner_imports_state" CHECK("museum_partner_imports"."state" in ('walking', 'halted', 'walked', 'running', 'stopped', 'done'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_partner_imports_of_institution` ON `museum_partner_imports` (`institution`,`started_at`);--> statement-breakpoint
CREATE INDEX `museum_partner_imports_in_state` ON `museum_partner_imports` (`state`,`changed_at`);--> statement-breakpoint
CREATE TABLE `museum_partner_outcomes` (
	`import_id` text NOT NULL,
	`address` text NOT NULL,
	`place` integer NOT NULL,
	`outcome` text NOT NULL,
	`record` text,
	`told` text NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`import_id`, `address`),
	FOREIGN KEY (`import_id`) REFERENCES `museum_partner_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "museum_partner_outcomes_outcome" CHECK("museum_partner_outcomes"."outcome" in ('added', 'changed', 'unchanged', 'refused')),
	CONSTRAINT "museum_partner_outcomes_name_an_item" CHECK("museum_partner_outcomes"."outcome" = 'refused' or "museum_partner_outcomes"."record" is not null)
) STRICT;
--> statement-breakpoint
CREATE TABLE `museum_partner_pages` (
	`import_id` text NOT NULL,
	`address` text NOT NULL,
	`place` integer NOT NULL,
	`kind` text NOT NULL,
	`depth` integer NOT NULL,
	PRIMARY KEY(`import_id`, `address`),
	FOREIGN KEY (`import_id`) REFERENCES `museum_partner_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "museum_partner_pages_kind" CHECK("museum_partner_pages"."kind" in ('manifest', 'collection'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_partner_pages_in_order` ON `museum_partner_pages` (`import_id`,`place`);--> statement-breakpoint
CREATE TABLE `museum_partner_readings` (
	`import_id` text NOT NULL,
	`address` text NOT NULL,
	`kind` text NOT NULL,
	`known_by` text NOT NULL,
	`object` text,
	`fault` text,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`import_id`, `address`),
	FOREIGN KEY (`import_id`) REFERENCES `museum_partner_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "museum_partner_readings_kind" CHECK("museum_partner_readings"."kind" in ('manifest', 'collection')),
	CONSTRAINT "museum_partner_readings_fault" CHECK("museum_partner_readings"."fault" is null or "museum_partner_readings"."object" is null)
) STRICT;
--> statement-breakpoint
CREATE TABLE `museum_partner_versions` (
	`known_by` text NOT NULL,
	`version` integer NOT NULL,
	`record` text NOT NULL,
	`institution` text NOT NULL,
	`state` text NOT NULL,
	`object` text NOT NULL,
	`said` text NOT NULL,
	`read_at` integer NOT NULL,
	PRIMARY KEY(`known_by`, `version`),
	CONSTRAINT "museum_partner_versions_state" CHECK("museum_partner_versions"."state" in ('here', 'gone')),
	CONSTRAINT "museum_partner_versions_counted" CHECK("museum_partner_versions"."version" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `museum_partner_versions_of_record` ON `museum_partner_versions` (`record`,`version`);--> statement-breakpoint
CREATE INDEX `museum_partner_versions_of_institution` ON `museum_partner_versions` (`institution`,`known_by`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_partner_pages_no_update BEFORE UPDATE ON museum_partner_pages BEGIN SELECT RAISE(ABORT, 'museum_partner_pages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_pages_no_delete BEFORE DELETE ON museum_partner_pages BEGIN SELECT RAISE(ABORT, 'museum_partner_pages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_pages_no_replace BEFORE INSERT ON museum_partner_pages WHEN EXISTS (SELECT 1 FROM museum_partner_pages WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_pages.import_id, museum_partner_pages.address'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_update BEFORE UPDATE ON museum_partner_readings BEGIN SELECT RAISE(ABORT, 'museum_partner_readings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_delete BEFORE DELETE ON museum_partner_readings BEGIN SELECT RAISE(ABORT, 'museum_partner_readings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_replace BEFORE INSERT ON museum_partner_readings WHEN EXISTS (SELECT 1 FROM museum_partner_readings WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_readings.import_id, museum_partner_readings.address'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_update BEFORE UPDATE ON museum_partner_outcomes BEGIN SELECT RAISE(ABORT, 'museum_partner_outcomes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_delete BEFORE DELETE ON museum_partner_outcomes BEGIN SELECT RAISE(ABORT, 'museum_partner_outcomes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_replace BEFORE INSERT ON museum_partner_outcomes WHEN EXISTS (SELECT 1 FROM museum_partner_outcomes WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_outcomes.import_id, museum_partner_outcomes.address'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_update BEFORE UPDATE ON museum_partner_versions BEGIN SELECT RAISE(ABORT, 'museum_partner_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_delete BEFORE DELETE ON museum_partner_versions BEGIN SELECT RAISE(ABORT, 'museum_partner_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_replace BEFORE INSERT ON museum_partner_versions WHEN EXISTS (SELECT 1 FROM museum_partner_versions WHERE version = NEW.version AND (known_by = NEW.known_by OR record = NEW.record)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_versions.known_by, museum_partner_versions.version'); END;
