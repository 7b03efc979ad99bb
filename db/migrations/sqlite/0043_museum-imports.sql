CREATE TABLE `museum_import_outcomes` (
	`import_id` text NOT NULL,
	`row_number` integer NOT NULL,
	`institution` text NOT NULL,
	`outcome` text NOT NULL,
	`record` text,
	`told` text NOT NULL,
	`said` text NOT NULL,
	`done_at` integer NOT NULL,
	PRIMARY KEY(`import_id`, `row_number`),
	FOREIGN KEY (`import_id`) REFERENCES `museum_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "museum_import_outcomes_outcome" CHECK("museum_import_outcomes"."outcome" in ('added', 'changed', 'unchanged', 'refused')),
	CONSTRAINT "museum_import_outcomes_name_an_item" CHECK("museum_import_outcomes"."outcome" = 'refused' or "museum_import_outcomes"."record" is not null)
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_import_outcomes_of_institution` ON `museum_import_outcomes` (`institution`,`record`,`done_at`);--> statement-breakpoint
CREATE TABLE `museum_import_pieces` (
	`import_id` text NOT NULL,
	`piece` integer NOT NULL,
	`rows` text NOT NULL,
	PRIMARY KEY(`import_id`, `piece`),
	FOREIGN KEY (`import_id`) REFERENCES `museum_imports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "museum_import_pieces_counted" CHECK("museum_import_pieces"."piece" > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `museum_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`name` text NOT NULL,
	`encoding` text NOT NULL,
	`headings` text NOT NULL,
	`columns` text NOT NULL,
	`row_count` integer NOT NULL,
	`rights` text NOT NULL,
	`overwrites` integer NOT NULL,
	`state` text NOT NULL,
	`brought_by` text NOT NULL,
	`brought_by_name` text NOT NULL,
	`started_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	CONSTRAINT "museum_imports_state" CHECK("museum_imports"."state" in ('received', 'mapped', 'running', 'stopped', 'done')),
	CONSTRAINT "museum_imports_have_rows" CHECK("museum_imports"."row_count" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_imports_of_institution` ON `museum_imports` (`institution`,`started_at`);--> statement-breakpoint
CREATE INDEX `museum_imports_in_state` ON `museum_imports` (`state`,`started_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_import_outcomes_no_update BEFORE UPDATE ON museum_import_outcomes BEGIN SELECT RAISE(ABORT, 'museum_import_outcomes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_import_outcomes_no_delete BEFORE DELETE ON museum_import_outcomes BEGIN SELECT RAISE(ABORT, 'museum_import_outcomes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_import_outcomes_no_replace BEFORE INSERT ON museum_import_outcomes WHEN EXISTS (SELECT 1 FROM museum_import_outcomes WHERE import_id = NEW.import_id AND row_number = NEW.row_number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_import_outcomes.import_id, museum_import_outcomes.row_number'); END;
