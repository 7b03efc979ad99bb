CREATE TABLE `code_report_steps` (
	`report_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`done_by` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`report_id`, `number`),
	FOREIGN KEY (`report_id`) REFERENCES `code_reports`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "code_report_what" CHECK("code_report_steps"."what" in ('taken_up', 'sticker_found', 'no_sticker'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `code_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`code_text` text NOT NULL,
	`merchant_id` text,
	`unreadable` text,
	`sign_says` text NOT NULL,
	`municipality` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "code_report_reads" CHECK(("code_reports"."merchant_id" is null) = ("code_reports"."unreadable" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `code_reports_created` ON `code_reports` (`created_at`);--> statement-breakpoint
CREATE INDEX `code_reports_merchant` ON `code_reports` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `shop_picture_steps` (
	`picture_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`done_by` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`picture_id`, `number`),
	FOREIGN KEY (`picture_id`) REFERENCES `shop_pictures`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_picture_what" CHECK("shop_picture_steps"."what" in ('approved', 'refused', 'removed', 'withdrawn'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `shop_pictures` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`number` integer NOT NULL,
	`sha256` text NOT NULL,
	`alt_ja` text NOT NULL,
	`alt_en` text NOT NULL,
	`sent_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shop_pictures_merchant` ON `shop_pictures` (`merchant_id`,`number`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_pictures_no_update BEFORE UPDATE ON shop_pictures BEGIN SELECT RAISE(ABORT, 'shop_pictures_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_pictures_no_delete BEFORE DELETE ON shop_pictures BEGIN SELECT RAISE(ABORT, 'shop_pictures_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_pictures_no_replace BEFORE INSERT ON shop_pictures WHEN EXISTS (SELECT 1 FROM shop_pictures WHERE id = NEW.id OR (merchant_id = NEW.merchant_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_pictures.id'); END;
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_update BEFORE UPDATE ON shop_picture_steps BEGIN SELECT RAISE(ABORT, 'shop_picture_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_delete BEFORE DELETE ON shop_picture_steps BEGIN SELECT RAISE(ABORT, 'shop_picture_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_replace BEFORE INSERT ON shop_picture_steps WHEN EXISTS (SELECT 1 FROM shop_picture_steps WHERE picture_id = NEW.picture_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_picture_steps.picture_id, shop_picture_steps.number'); END;
--> statement-breakpoint
CREATE TRIGGER code_reports_no_update BEFORE UPDATE ON code_reports BEGIN SELECT RAISE(ABORT, 'code_reports_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER code_reports_no_delete BEFORE DELETE ON code_reports BEGIN SELECT RAISE(ABORT, 'code_reports_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER code_reports_no_replace BEFORE INSERT ON code_reports WHEN EXISTS (SELECT 1 FROM code_reports WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: code_reports.id'); END;
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_update BEFORE UPDATE ON code_report_steps BEGIN SELECT RAISE(ABORT, 'code_report_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_delete BEFORE DELETE ON code_report_steps BEGIN SELECT RAISE(ABORT, 'code_report_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_replace BEFORE INSERT ON code_report_steps WHEN EXISTS (SELECT 1 FROM code_report_steps WHERE report_id = NEW.report_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: code_report_steps.report_id, code_report_steps.number'); END;
--> statement-breakpoint
-- The next picture of a shop comes when the one before is decided.
CREATE TRIGGER shop_pictures_true BEFORE INSERT ON shop_pictures WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_pictures WHERE merchant_id = NEW.merchant_id) OR EXISTS (SELECT 1 FROM shop_pictures o WHERE o.merchant_id = NEW.merchant_id AND NOT EXISTS (SELECT 1 FROM shop_picture_steps s WHERE s.picture_id = o.id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_picture_true'); END;
--> statement-breakpoint
-- Decided once, by nobody who sent it or works at the shop; taken away once, after it was approved.
CREATE TRIGGER shop_picture_steps_true BEFORE INSERT ON shop_picture_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_picture_steps WHERE picture_id = NEW.picture_id) OR NOT ((NEW.number = 1 AND NEW.what IN ('refused', 'withdrawn')) OR (NEW.number = 1 AND NEW.what = 'approved' AND NOT EXISTS (SELECT 1 FROM shop_pictures o WHERE o.id = NEW.picture_id AND (o.sent_by = NEW.done_by OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = o.merchant_id AND m.user_id = NEW.done_by)))) OR (NEW.what IN ('removed', 'withdrawn') AND EXISTS (SELECT 1 FROM shop_picture_steps p WHERE p.picture_id = NEW.picture_id AND p.number = NEW.number - 1 AND p.what = 'approved'))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_picture_true'); END;
--> statement-breakpoint
-- Taken up once, ended once, and then nothing.
CREATE TRIGGER code_report_steps_true BEFORE INSERT ON code_report_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM code_report_steps WHERE report_id = NEW.report_id) OR NOT (NEW.number = 1 OR (NEW.number = 2 AND NEW.what <> 'taken_up' AND EXISTS (SELECT 1 FROM code_report_steps p WHERE p.report_id = NEW.report_id AND p.number = 1 AND p.what = 'taken_up'))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: code_report_true'); END;
