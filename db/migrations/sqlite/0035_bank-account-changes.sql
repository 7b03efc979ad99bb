CREATE TABLE `bank_account_change_steps` (
	`change_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`done_by` text NOT NULL,
	`reason` text NOT NULL,
	`in_force_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`change_id`, `number`),
	FOREIGN KEY (`change_id`) REFERENCES `bank_account_changes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bank_account_change_what" CHECK("bank_account_change_steps"."what" in ('checked', 'approved', 'refused', 'cancelled')),
	CONSTRAINT "bank_account_change_cools" CHECK(("bank_account_change_steps"."what" = 'approved') = ("bank_account_change_steps"."in_force_at" is not null) and ("bank_account_change_steps"."in_force_at" is null or "bank_account_change_steps"."in_force_at" > "bank_account_change_steps"."created_at"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `bank_account_change_steps_created` ON `bank_account_change_steps` (`created_at`);--> statement-breakpoint
CREATE TABLE `bank_account_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`number` integer NOT NULL,
	`bank_code` text NOT NULL,
	`bank_name_kana` text NOT NULL,
	`branch_code` text NOT NULL,
	`branch_name_kana` text NOT NULL,
	`deposit_type` integer NOT NULL,
	`account_number` text NOT NULL,
	`holder_kana` text NOT NULL,
	`asked_by` text NOT NULL,
	`by_staff` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_account_changes_merchant` ON `bank_account_changes` (`merchant_id`,`number`);--> statement-breakpoint
CREATE INDEX `bank_account_changes_created` ON `bank_account_changes` (`created_at`);--> statement-breakpoint
ALTER TABLE `merchant_bank_accounts` ADD `in_force_at` integer;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER bank_account_changes_no_update BEFORE UPDATE ON bank_account_changes BEGIN SELECT RAISE(ABORT, 'bank_account_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER bank_account_changes_no_delete BEFORE DELETE ON bank_account_changes BEGIN SELECT RAISE(ABORT, 'bank_account_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER bank_account_changes_no_replace BEFORE INSERT ON bank_account_changes WHEN EXISTS (SELECT 1 FROM bank_account_changes WHERE id = NEW.id OR (merchant_id = NEW.merchant_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: bank_account_changes.id'); END;
--> statement-breakpoint
CREATE TRIGGER bank_account_change_steps_no_update BEFORE UPDATE ON bank_account_change_steps BEGIN SELECT RAISE(ABORT, 'bank_account_change_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER bank_account_change_steps_no_delete BEFORE DELETE ON bank_account_change_steps BEGIN SELECT RAISE(ABORT, 'bank_account_change_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER bank_account_change_steps_no_replace BEFORE INSERT ON bank_account_change_steps WHEN EXISTS (SELECT 1 FROM bank_account_change_steps WHERE change_id = NEW.change_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: bank_account_change_steps.change_id, bank_account_change_steps.number'); END;
--> statement-breakpoint
-- Checked by one, approved by another who did not ask for it; cancelled until it is in force, and then nothing.
CREATE TRIGGER bank_account_change_steps_true BEFORE INSERT ON bank_account_change_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM bank_account_change_steps WHERE change_id = NEW.change_id) OR NOT ((NEW.what = 'checked' AND NEW.number = 1) OR (NEW.what = 'approved' AND EXISTS (SELECT 1 FROM bank_account_change_steps p WHERE p.change_id = NEW.change_id AND p.number = NEW.number - 1 AND p.what = 'checked' AND p.done_by <> NEW.done_by) AND NOT EXISTS (SELECT 1 FROM bank_account_changes c WHERE c.id = NEW.change_id AND c.asked_by = NEW.done_by)) OR (NEW.what = 'refused' AND (NEW.number = 1 OR EXISTS (SELECT 1 FROM bank_account_change_steps p WHERE p.change_id = NEW.change_id AND p.number = NEW.number - 1 AND p.what = 'checked'))) OR (NEW.what = 'cancelled' AND (NEW.number = 1 OR EXISTS (SELECT 1 FROM bank_account_change_steps p WHERE p.change_id = NEW.change_id AND p.number = NEW.number - 1 AND (p.what = 'checked' OR (p.what = 'approved' AND p.in_force_at > NEW.created_at)))))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: bank_account_change_true'); END;
