CREATE TABLE `merchant_fees` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`settlement_id` text NOT NULL,
	`pay_day` text NOT NULL,
	`financial_year` integer NOT NULL,
	`number` integer NOT NULL,
	`amount_yen` integer NOT NULL,
	`year_yen` integer NOT NULL,
	`yearly_cap_yen` integer NOT NULL,
	`rate_basis_points` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_fee_positive" CHECK("merchant_fees"."amount_yen" > 0 and "merchant_fees"."number" > 0),
	CONSTRAINT "merchant_fee_cap" CHECK("merchant_fees"."year_yen" <= "merchant_fees"."yearly_cap_yen")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_fees_year` ON `merchant_fees` (`merchant_id`,`financial_year`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_fees_payout` ON `merchant_fees` (`settlement_id`,`merchant_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER merchant_fees_no_update BEFORE UPDATE ON merchant_fees BEGIN SELECT RAISE(ABORT, 'merchant_fees_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER merchant_fees_no_delete BEFORE DELETE ON merchant_fees BEGIN SELECT RAISE(ABORT, 'merchant_fees_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER merchant_fees_no_replace BEFORE INSERT ON merchant_fees WHEN EXISTS (SELECT 1 FROM merchant_fees WHERE journal_id = NEW.journal_id OR (merchant_id = NEW.merchant_id AND financial_year = NEW.financial_year AND number = NEW.number) OR (settlement_id = NEW.settlement_id AND merchant_id = NEW.merchant_id)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: merchant_fees.journal_id'); END;
--> statement-breakpoint
-- What the journal took of the shop, next in turn, and the year's sum with it.
CREATE TRIGGER merchant_fees_true BEFORE INSERT ON merchant_fees WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN merchants m ON m.id = NEW.merchant_id WHERE j.id = NEW.journal_id AND j.kind = 'fee' AND NEW.amount_yen = -(SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = m.account_id) AND NEW.number = 1 + (SELECT COUNT(*) FROM merchant_fees f WHERE f.merchant_id = NEW.merchant_id AND f.financial_year = NEW.financial_year) AND NEW.year_yen = NEW.amount_yen + COALESCE((SELECT f.year_yen FROM merchant_fees f WHERE f.merchant_id = NEW.merchant_id AND f.financial_year = NEW.financial_year AND f.number = NEW.number - 1), 0)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: merchant_fee_true'); END;
