CREATE TABLE `shown_code_uses` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`journal_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`code_hash`) REFERENCES `shown_codes`(`code_hash`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `payments`(`journal_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shown_code_uses_payment` ON `shown_code_uses` (`journal_id`);--> statement-breakpoint
CREATE TABLE `shown_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`device_id` text NOT NULL,
	`ends_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `wallet_devices`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shown_code_lasts" CHECK("shown_codes"."ends_at" > "shown_codes"."created_at")
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Codes that holders show are only added, and shown by a device of their wallet.
CREATE TRIGGER shown_codes_no_update BEFORE UPDATE ON shown_codes BEGIN SELECT RAISE(ABORT, 'shown_codes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_codes_no_delete BEFORE DELETE ON shown_codes BEGIN SELECT RAISE(ABORT, 'shown_codes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_codes_no_replace BEFORE INSERT ON shown_codes WHEN EXISTS (SELECT 1 FROM shown_codes WHERE code_hash = NEW.code_hash) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_codes.code_hash'); END;
--> statement-breakpoint
CREATE TRIGGER shown_codes_true BEFORE INSERT ON shown_codes WHEN NOT EXISTS (SELECT 1 FROM wallet_devices d WHERE d.id = NEW.device_id AND d.wallet_id = NEW.wallet_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shown_code_true'); END;
--> statement-breakpoint
-- A code is used once, up to its end, by a payment of its own wallet that is written in the same list.
CREATE TRIGGER shown_code_uses_no_update BEFORE UPDATE ON shown_code_uses BEGIN SELECT RAISE(ABORT, 'shown_code_uses_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_no_delete BEFORE DELETE ON shown_code_uses BEGIN SELECT RAISE(ABORT, 'shown_code_uses_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_no_replace BEFORE INSERT ON shown_code_uses WHEN EXISTS (SELECT 1 FROM shown_code_uses WHERE code_hash = NEW.code_hash OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_code_uses.code_hash'); END;
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_true BEFORE INSERT ON shown_code_uses WHEN NOT EXISTS (SELECT 1 FROM payments p JOIN shown_codes c ON c.code_hash = NEW.code_hash AND c.wallet_id = p.wallet_id WHERE p.journal_id = NEW.journal_id AND p.created_at = NEW.created_at AND NEW.created_at <= c.ends_at AND NOT EXISTS (SELECT 1 FROM journal_balanced b WHERE b.journal_id = p.journal_id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shown_code_use_true'); END;
