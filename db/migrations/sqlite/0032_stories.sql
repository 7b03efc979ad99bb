CREATE TABLE `__new_museum_versions` (
	`record` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`change` integer,
	`institution` text NOT NULL,
	`body` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`record`, `version`),
	CONSTRAINT "museum_versions_kind" CHECK("__new_museum_versions"."kind" in ('institution', 'collection', 'item', 'story')),
	CONSTRAINT "museum_versions_state" CHECK("__new_museum_versions"."state" in ('draft', 'published', 'withdrawn')),
	CONSTRAINT "museum_versions_counted" CHECK("__new_museum_versions"."version" > 0 and ("__new_museum_versions"."change" is null or "__new_museum_versions"."change" > 0)),
	CONSTRAINT "museum_versions_told_or_draft" CHECK(("__new_museum_versions"."state" = 'draft') = ("__new_museum_versions"."change" is null))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_museum_versions`("record", "version", "kind", "state", "change", "institution", "body", "written_by", "written_at") SELECT "record", "version", "kind", "state", "change", "institution", "body", "written_by", "written_at" FROM `museum_versions`;--> statement-breakpoint
DROP TABLE `museum_versions`;--> statement-breakpoint
ALTER TABLE `__new_museum_versions` RENAME TO `museum_versions`;--> statement-breakpoint
CREATE UNIQUE INDEX `museum_versions_change_unique` ON `museum_versions` (`change`);--> statement-breakpoint
CREATE INDEX `museum_versions_told` ON `museum_versions` (`record`,`change`);--> statement-breakpoint
CREATE INDEX `museum_versions_of_institution` ON `museum_versions` (`institution`,`change`);
--> statement-breakpoint
-- Written by hand from here: the table was made anew, and its triggers went with the old one.
CREATE TRIGGER museum_versions_no_update BEFORE UPDATE ON museum_versions BEGIN SELECT RAISE(ABORT, 'museum_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_versions_no_delete BEFORE DELETE ON museum_versions BEGIN SELECT RAISE(ABORT, 'museum_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_versions_no_replace BEFORE INSERT ON museum_versions WHEN EXISTS (SELECT 1 FROM museum_versions WHERE (record = NEW.record AND version = NEW.version) OR change = NEW.change) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_versions.record, museum_versions.version'); END;
