CREATE TABLE `museum_text_terms` (
	`institution` text NOT NULL,
	`number` integer NOT NULL,
	`terms` text NOT NULL,
	`written_by` text NOT NULL,
	`written_by_name` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`institution`, `number`),
	CONSTRAINT "museum_text_terms_known" CHECK("museum_text_terms"."terms" in ('cc0', 'by', 'none')),
	CONSTRAINT "museum_text_terms_counted" CHECK("museum_text_terms"."number" > 0)
) STRICT;

--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_text_terms_no_update BEFORE UPDATE ON museum_text_terms BEGIN SELECT RAISE(ABORT, 'museum_text_terms_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_text_terms_no_delete BEFORE DELETE ON museum_text_terms BEGIN SELECT RAISE(ABORT, 'museum_text_terms_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_text_terms_no_replace BEFORE INSERT ON museum_text_terms WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_text_terms WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_text_terms WHERE institution = NEW.institution AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_text_terms.institution, museum_text_terms.number'); END;
