CREATE TABLE `shop_languages` (
	`merchant_id` text NOT NULL,
	`number` integer NOT NULL,
	`language` text NOT NULL,
	`chosen_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `number`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_language" CHECK("shop_languages"."language" in ('ja', 'en', 'zh-hant'))
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_languages_no_update BEFORE UPDATE ON shop_languages BEGIN SELECT RAISE(ABORT, 'shop_languages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_languages_no_delete BEFORE DELETE ON shop_languages BEGIN SELECT RAISE(ABORT, 'shop_languages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_languages_no_replace BEFORE INSERT ON shop_languages WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_languages WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_languages WHERE merchant_id = NEW.merchant_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_languages.merchant_id, shop_languages.number'); END;
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE TRIGGER shop_languages_true BEFORE INSERT ON shop_languages WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_languages WHERE merchant_id = NEW.merchant_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_language_true'); END;
