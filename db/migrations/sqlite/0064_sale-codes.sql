CREATE TABLE `sale_code_ends` (
	`merchant_account_id` text NOT NULL,
	`reference` text NOT NULL,
	`journal_id` text,
	`withdrawn_by` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_account_id`, `reference`),
	FOREIGN KEY (`merchant_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `payments`(`journal_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sale_code_ended_one_way" CHECK(("sale_code_ends"."journal_id" is null) <> ("sale_code_ends"."withdrawn_by" is null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sale_code_ends_payment` ON `sale_code_ends` (`journal_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER sale_code_ends_no_update BEFORE UPDATE ON sale_code_ends BEGIN SELECT RAISE(ABORT, 'sale_code_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER sale_code_ends_no_delete BEFORE DELETE ON sale_code_ends BEGIN SELECT RAISE(ABORT, 'sale_code_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER sale_code_ends_no_replace BEFORE INSERT ON sale_code_ends WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM sale_code_ends WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM sale_code_ends WHERE (merchant_account_id = NEW.merchant_account_id AND reference = NEW.reference) OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: sale_code_ends.reference'); END;
--> statement-breakpoint
-- Of a merchant; paid by a payment to that very merchant, which is written in the same list.
CREATE TRIGGER sale_code_ends_true BEFORE INSERT ON sale_code_ends WHEN NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = NEW.merchant_account_id AND a.kind = 'merchant') OR (NEW.journal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.journal_id = NEW.journal_id AND p.merchant_account_id = NEW.merchant_account_id AND p.created_at = NEW.created_at AND NOT EXISTS (SELECT 1 FROM journal_balanced b WHERE b.journal_id = p.journal_id))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: sale_code_end_true'); END;
