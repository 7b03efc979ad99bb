CREATE TABLE `admission_versions` (
	`institution` text NOT NULL,
	`version` integer NOT NULL,
	`text_ja` text NOT NULL,
	`text_en` text NOT NULL,
	`source` text NOT NULL,
	`said_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`institution`, `version`),
	CONSTRAINT "admission_version_both" CHECK(("admission_versions"."text_ja" = '') = ("admission_versions"."text_en" = ''))
) STRICT;
--> statement-breakpoint
CREATE TABLE `shop_tie_steps` (
	`tie_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`done_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tie_id`, `number`),
	FOREIGN KEY (`tie_id`) REFERENCES `shop_ties`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_tie_step_what" CHECK("shop_tie_steps"."what" in ('agreed', 'refused', 'ended'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `shop_ties` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`item` text NOT NULL,
	`merchant_id` text NOT NULL,
	`what` text NOT NULL,
	`number` integer NOT NULL,
	`asked_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_tie_what" CHECK("shop_ties"."what" = 'sells' or ("shop_ties"."what" = 'admission' and "shop_ties"."item" = ''))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shop_ties_one` ON `shop_ties` (`institution`,`item`,`merchant_id`,`what`,`number`);--> statement-breakpoint
CREATE INDEX `shop_ties_merchant` ON `shop_ties` (`merchant_id`);--> statement-breakpoint
CREATE INDEX `shop_ties_item` ON `shop_ties` (`item`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_ties_no_update BEFORE UPDATE ON shop_ties BEGIN SELECT RAISE(ABORT, 'shop_ties_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_ties_no_delete BEFORE DELETE ON shop_ties BEGIN SELECT RAISE(ABORT, 'shop_ties_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_ties_no_replace BEFORE INSERT ON shop_ties WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_ties WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_ties WHERE id = NEW.id OR (institution = NEW.institution AND item = NEW.item AND merchant_id = NEW.merchant_id AND what = NEW.what AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_ties.id'); END;
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_no_update BEFORE UPDATE ON shop_tie_steps BEGIN SELECT RAISE(ABORT, 'shop_tie_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_no_delete BEFORE DELETE ON shop_tie_steps BEGIN SELECT RAISE(ABORT, 'shop_tie_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_no_replace BEFORE INSERT ON shop_tie_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_tie_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_tie_steps WHERE tie_id = NEW.tie_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_tie_steps.tie_id, shop_tie_steps.number'); END;
--> statement-breakpoint
CREATE TRIGGER admission_versions_no_update BEFORE UPDATE ON admission_versions BEGIN SELECT RAISE(ABORT, 'admission_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER admission_versions_no_delete BEFORE DELETE ON admission_versions BEGIN SELECT RAISE(ABORT, 'admission_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER admission_versions_no_replace BEFORE INSERT ON admission_versions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM admission_versions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM admission_versions WHERE institution = NEW.institution AND version = NEW.version) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: admission_versions.institution, admission_versions.version'); END;
--> statement-breakpoint
-- Asked for again once the one before was refused or has ended.
CREATE TRIGGER shop_ties_true BEFORE INSERT ON shop_ties WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_ties WHERE institution = NEW.institution AND item = NEW.item AND merchant_id = NEW.merchant_id AND what = NEW.what) OR EXISTS (SELECT 1 FROM shop_ties o WHERE o.institution = NEW.institution AND o.item = NEW.item AND o.merchant_id = NEW.merchant_id AND o.what = NEW.what AND NOT EXISTS (SELECT 1 FROM shop_tie_steps s WHERE s.tie_id = o.id AND s.what <> 'agreed')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_tie_true'); END;
--> statement-breakpoint
-- Agreed to once, by somebody else than who asked unless they keep the shop; ended once, and then nothing.
CREATE TRIGGER shop_tie_steps_true BEFORE INSERT ON shop_tie_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_tie_steps WHERE tie_id = NEW.tie_id) OR NOT ((NEW.number = 1 AND NEW.what IN ('refused', 'ended')) OR (NEW.number = 1 AND NEW.what = 'agreed' AND EXISTS (SELECT 1 FROM shop_ties o WHERE o.id = NEW.tie_id AND (o.asked_by <> NEW.done_by OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = o.merchant_id AND m.user_id = NEW.done_by)))) OR (NEW.number = 2 AND NEW.what = 'ended' AND EXISTS (SELECT 1 FROM shop_tie_steps p WHERE p.tie_id = NEW.tie_id AND p.number = 1 AND p.what = 'agreed'))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_tie_true'); END;
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE TRIGGER admission_versions_true BEFORE INSERT ON admission_versions WHEN NEW.version <> 1 + (SELECT COUNT(*) FROM admission_versions WHERE institution = NEW.institution) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: admission_version_true'); END;
