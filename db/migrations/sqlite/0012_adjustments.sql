CREATE TABLE `adjustments` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`corrects_id` text NOT NULL,
	`wallet_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`approved_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`corrects_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "adjustment_not_nothing" CHECK("adjustments"."amount_yen" <> 0),
	CONSTRAINT "adjustment_approved" CHECK(length("adjustments"."approved_hash") = 64)
) STRICT;
--> statement-breakpoint
CREATE INDEX `adjustments_corrects` ON `adjustments` (`corrects_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Corrections are only added, each the row of a journal of its kind. What a journal moved of a wallet's paid money, with
-- all that came after it, keeps its sign or becomes nothing: no correction goes beyond it, however many are made at once.
CREATE TRIGGER adjustments_no_update BEFORE UPDATE ON adjustments BEGIN SELECT RAISE(ABORT, 'adjustments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_no_delete BEFORE DELETE ON adjustments BEGIN SELECT RAISE(ABORT, 'adjustments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_no_replace BEFORE INSERT ON adjustments WHEN EXISTS (SELECT 1 FROM adjustments WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjustments.journal_id'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_true BEFORE INSERT ON adjustments WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN entries e ON e.journal_id = j.id WHERE j.id = NEW.journal_id AND j.kind = 'adjust' AND j.parent_id = NEW.corrects_id AND e.account_id = NEW.wallet_id AND e.fund_id = 'reserve' GROUP BY e.account_id HAVING SUM(e.amount_yen) = NEW.amount_yen) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: adjustment_true'); END;
--> statement-breakpoint
CREATE TRIGGER adjustments_within_moved BEFORE INSERT ON adjustments WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN entries e ON e.journal_id = j.id WHERE (j.id = NEW.corrects_id OR j.parent_id = NEW.corrects_id) AND e.account_id = NEW.wallet_id AND e.fund_id = 'reserve' GROUP BY e.account_id HAVING (NEW.amount_yen < 0 AND SUM(CASE WHEN j.id = NEW.corrects_id THEN e.amount_yen ELSE 0 END) > 0 AND SUM(e.amount_yen) >= 0) OR (NEW.amount_yen > 0 AND SUM(CASE WHEN j.id = NEW.corrects_id THEN e.amount_yen ELSE 0 END) < 0 AND SUM(e.amount_yen) <= 0)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: adjustment_within_moved'); END;
