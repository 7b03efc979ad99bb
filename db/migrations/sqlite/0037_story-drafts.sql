CREATE TABLE `museum_story_acts` (
	`record` text NOT NULL,
	`number` integer NOT NULL,
	`institution` text NOT NULL,
	`act` text NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`revision` integer,
	`version` integer,
	`ends` integer,
	`reason` text,
	`written_by` text NOT NULL,
	`written_by_name` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`record`, `number`),
	CONSTRAINT "museum_story_acts_act" CHECK("museum_story_acts"."act" in ('publish', 'withdraw')),
	CONSTRAINT "museum_story_acts_state" CHECK("museum_story_acts"."state" in ('planned', 'cancelled', 'done', 'refused')),
	CONSTRAINT "museum_story_acts_counted" CHECK("museum_story_acts"."number" > 0),
	CONSTRAINT "museum_story_acts_text" CHECK("museum_story_acts"."act" = 'withdraw' or "museum_story_acts"."revision" is not null),
	CONSTRAINT "museum_story_acts_done" CHECK(("museum_story_acts"."state" = 'done') = ("museum_story_acts"."version" is not null)),
	CONSTRAINT "museum_story_acts_refused" CHECK(("museum_story_acts"."state" = 'refused') = ("museum_story_acts"."reason" is not null)),
	CONSTRAINT "museum_story_acts_end_or_begin" CHECK("museum_story_acts"."state" = 'done' or ("museum_story_acts"."state" = 'planned') = ("museum_story_acts"."ends" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `museum_story_acts_ends` ON `museum_story_acts` (`record`,`ends`);--> statement-breakpoint
CREATE UNIQUE INDEX `museum_story_acts_told` ON `museum_story_acts` (`record`,`version`);--> statement-breakpoint
CREATE INDEX `museum_story_acts_due` ON `museum_story_acts` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `museum_story_drafts` (
	`record` text NOT NULL,
	`revision` integer NOT NULL,
	`institution` text NOT NULL,
	`body` text NOT NULL,
	`written_by` text NOT NULL,
	`written_by_name` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`record`, `revision`),
	CONSTRAINT "museum_story_drafts_counted" CHECK("museum_story_drafts"."revision" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `museum_story_drafts_of_institution` ON `museum_story_drafts` (`institution`,`record`,`revision`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_story_drafts_no_update BEFORE UPDATE ON museum_story_drafts BEGIN SELECT RAISE(ABORT, 'museum_story_drafts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_story_drafts_no_delete BEFORE DELETE ON museum_story_drafts BEGIN SELECT RAISE(ABORT, 'museum_story_drafts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_story_drafts_no_replace BEFORE INSERT ON museum_story_drafts WHEN EXISTS (SELECT 1 FROM museum_story_drafts WHERE record = NEW.record AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_story_drafts.record, museum_story_drafts.revision'); END;
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_update BEFORE UPDATE ON museum_story_acts BEGIN SELECT RAISE(ABORT, 'museum_story_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_delete BEFORE DELETE ON museum_story_acts BEGIN SELECT RAISE(ABORT, 'museum_story_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_replace BEFORE INSERT ON museum_story_acts WHEN EXISTS (SELECT 1 FROM museum_story_acts WHERE record = NEW.record AND (number = NEW.number OR ends = NEW.ends OR version = NEW.version)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_story_acts.record, museum_story_acts.number'); END;
