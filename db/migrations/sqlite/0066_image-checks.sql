CREATE TABLE `museum_image_checks` (
	`image` text NOT NULL,
	`at` integer NOT NULL,
	`master` text NOT NULL,
	`pyramid` text NOT NULL,
	PRIMARY KEY(`image`, `at`),
	FOREIGN KEY (`image`) REFERENCES `images`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;

--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_image_checks_no_update BEFORE UPDATE ON museum_image_checks BEGIN SELECT RAISE(ABORT, 'museum_image_checks_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_image_checks_no_delete BEFORE DELETE ON museum_image_checks BEGIN SELECT RAISE(ABORT, 'museum_image_checks_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_image_checks_no_replace BEFORE INSERT ON museum_image_checks WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_image_checks WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_image_checks WHERE image = NEW.image AND at = NEW.at) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_image_checks.image, museum_image_checks.at'); END;
