CREATE TABLE `shown_code_declines` (
	`code_hash` text NOT NULL,
	`number` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`code_hash`, `number`),
	FOREIGN KEY (`code_hash`) REFERENCES `shown_codes`(`code_hash`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shown_code_decline_number" CHECK("shown_code_declines"."number" > 0)
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Declined charges of a code are only added, one after the other.
CREATE TRIGGER shown_code_declines_no_update BEFORE UPDATE ON shown_code_declines BEGIN SELECT RAISE(ABORT, 'shown_code_declines_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_no_delete BEFORE DELETE ON shown_code_declines BEGIN SELECT RAISE(ABORT, 'shown_code_declines_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_no_replace BEFORE INSERT ON shown_code_declines WHEN EXISTS (SELECT 1 FROM shown_code_declines WHERE code_hash = NEW.code_hash AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_code_declines.code_hash, shown_code_declines.number'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_true BEFORE INSERT ON shown_code_declines WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shown_code_declines WHERE code_hash = NEW.code_hash) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shown_code_decline_true'); END;
