CREATE TABLE `payout_returns` (
	`payout_id` text PRIMARY KEY NOT NULL,
	`journal_id` text NOT NULL,
	`reason` text NOT NULL,
	`returned_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`payout_id`) REFERENCES `payouts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_returns_journal` ON `payout_returns` (`journal_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `journals_payout_return` ON `journals` (`parent_id`) WHERE "journals"."kind" = 'payout_return';--> statement-breakpoint
CREATE INDEX `payouts_bank_account` ON `payouts` (`bank_account_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What a bank sent back is only added, once for each payout, and only beside a journal that gives the shop all that the
-- payout took. The payout says so from then on.
CREATE TRIGGER payout_returns_no_update BEFORE UPDATE ON payout_returns BEGIN SELECT RAISE(ABORT, 'payout_returns_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_returns_no_delete BEFORE DELETE ON payout_returns BEGIN SELECT RAISE(ABORT, 'payout_returns_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payout_returns_no_replace BEFORE INSERT ON payout_returns WHEN EXISTS (SELECT 1 FROM payout_returns WHERE payout_id = NEW.payout_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payout_returns.payout_id'); END;
--> statement-breakpoint
CREATE TRIGGER journals_no_return_replace BEFORE INSERT ON journals WHEN NEW.kind = 'payout_return' AND EXISTS (SELECT 1 FROM journals WHERE parent_id = NEW.parent_id AND kind = 'payout_return') BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journals.parent_id'); END;
--> statement-breakpoint
CREATE TRIGGER payout_returns_true BEFORE INSERT ON payout_returns WHEN NOT EXISTS (SELECT 1 FROM payouts p JOIN merchants m ON m.id = p.merchant_id JOIN journals j ON j.parent_id = p.payout_journal_id JOIN entries e ON e.journal_id = j.id AND e.account_id = m.account_id WHERE p.id = NEW.payout_id AND j.id = NEW.journal_id AND j.kind = 'payout_return' GROUP BY p.id, p.amount_yen HAVING SUM(e.amount_yen) = p.amount_yen) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: payout_return_true'); END;
--> statement-breakpoint
CREATE TRIGGER payout_returns_told AFTER INSERT ON payout_returns BEGIN UPDATE payouts SET status = 'returned' WHERE id = NEW.payout_id; END;
