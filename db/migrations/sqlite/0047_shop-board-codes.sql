CREATE TABLE `shop_board_codes` (
	`merchant_id` text NOT NULL,
	`number` integer NOT NULL,
	`code_text` text,
	`recorded_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `number`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_board_codes_no_update BEFORE UPDATE ON shop_board_codes BEGIN SELECT RAISE(ABORT, 'shop_board_codes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_board_codes_no_delete BEFORE DELETE ON shop_board_codes BEGIN SELECT RAISE(ABORT, 'shop_board_codes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_board_codes_no_replace BEFORE INSERT ON shop_board_codes WHEN EXISTS (SELECT 1 FROM shop_board_codes WHERE merchant_id = NEW.merchant_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_board_codes.merchant_id, shop_board_codes.number'); END;
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE TRIGGER shop_board_codes_true BEFORE INSERT ON shop_board_codes WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM shop_board_codes WHERE merchant_id = NEW.merchant_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_board_code_true'); END;
