CREATE TABLE `card_refund_ends` (
	`card_refund_id` text NOT NULL,
	`how` text NOT NULL,
	`journal_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`card_refund_id`, `how`),
	FOREIGN KEY (`card_refund_id`) REFERENCES `card_refunds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "card_refund_end" CHECK("card_refund_ends"."how" in ('arrived', 'returned')),
	CONSTRAINT "card_refund_end_has_journal" CHECK(("card_refund_ends"."how" = 'returned') = ("card_refund_ends"."journal_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `card_refund_ends_journal` ON `card_refund_ends` (`journal_id`);--> statement-breakpoint
CREATE TABLE `card_refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`journal_id` text NOT NULL,
	`refund_journal_id` text,
	`topup_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`reason` text NOT NULL,
	`period` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refund_journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`topup_id`) REFERENCES `topups`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "card_refund_positive" CHECK("card_refunds"."amount_yen" > 0),
	CONSTRAINT "card_refund_reason" CHECK("card_refunds"."reason" in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `card_refunds_lot` ON `card_refunds` (`journal_id`,`lot_id`);--> statement-breakpoint
CREATE INDEX `card_refunds_refund` ON `card_refunds` (`refund_journal_id`);--> statement-breakpoint
CREATE INDEX `card_refunds_period` ON `card_refunds` (`period`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What goes back to a card is what both journals say of its lot: a shop restored it, and it left the wallet in the same list.
CREATE TRIGGER card_refunds_no_update BEFORE UPDATE ON card_refunds BEGIN SELECT RAISE(ABORT, 'card_refunds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER card_refunds_no_delete BEFORE DELETE ON card_refunds BEGIN SELECT RAISE(ABORT, 'card_refunds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER card_refunds_no_replace BEFORE INSERT ON card_refunds WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM card_refunds WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM card_refunds WHERE id = NEW.id OR (journal_id = NEW.journal_id AND lot_id = NEW.lot_id)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: card_refunds.id'); END;
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_no_update BEFORE UPDATE ON card_refund_ends BEGIN SELECT RAISE(ABORT, 'card_refund_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_no_delete BEFORE DELETE ON card_refund_ends BEGIN SELECT RAISE(ABORT, 'card_refund_ends_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_no_replace BEFORE INSERT ON card_refund_ends WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM card_refund_ends WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM card_refund_ends WHERE card_refund_id = NEW.card_refund_id AND how = NEW.how OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: card_refund_ends.card_refund_id, card_refund_ends.how'); END;
--> statement-breakpoint
CREATE TRIGGER card_refunds_true BEFORE INSERT ON card_refunds WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN journals r ON r.id = NEW.refund_journal_id AND r.kind = 'refund' AND r.id = j.parent_id JOIN lots l ON l.id = NEW.lot_id JOIN topups t ON t.id = NEW.topup_id AND t.journal_id = l.journal_id AND t.method = 'card' JOIN entries e ON e.journal_id = j.id AND e.lot_id = l.id AND e.amount_yen = -NEW.amount_yen JOIN entries b ON b.journal_id = r.id AND b.lot_id = l.id AND b.amount_yen = NEW.amount_yen WHERE j.id = NEW.journal_id AND j.kind = 'card_refund' AND j.created_at = NEW.created_at) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: card_refund_true'); END;
--> statement-breakpoint
-- It arrived, as long as nobody said that it came back; what came back is in the lot that it left.
CREATE TRIGGER card_refund_ends_true BEFORE INSERT ON card_refund_ends WHEN NOT (CASE NEW.how WHEN 'returned' THEN EXISTS (SELECT 1 FROM card_refunds r JOIN journals j ON j.id = NEW.journal_id AND j.kind = 'card_return' JOIN entries e ON e.journal_id = j.id AND e.lot_id = r.lot_id AND e.amount_yen = r.amount_yen WHERE r.id = NEW.card_refund_id AND j.created_at = NEW.created_at) ELSE NOT EXISTS (SELECT 1 FROM card_refund_ends WHERE card_refund_id = NEW.card_refund_id AND how = 'returned') END) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: card_refund_end_true'); END;
--> statement-breakpoint
-- What a base period has seen is what was handed out and what went back to cards in it, no more and no less.
DROP TRIGGER repayment_periods_begin_true;
--> statement-breakpoint
DROP TRIGGER repayment_periods_true;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_begin_true AFTER INSERT ON repayment_periods WHEN NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) + (SELECT COALESCE(SUM(amount_yen), 0) FROM card_refunds WHERE period = NEW.period) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_true AFTER UPDATE ON repayment_periods WHEN NEW.period <> OLD.period OR NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) + (SELECT COALESCE(SUM(amount_yen), 0) FROM card_refunds WHERE period = NEW.period) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
--> statement-breakpoint
-- Nothing goes to a card out of a stopped wallet either: a shop begins it.
DROP TRIGGER journal_balanced_not_frozen;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_not_frozen BEFORE INSERT ON journal_balanced WHEN EXISTS (SELECT 1 FROM entries e JOIN wallets w ON w.account_id = e.account_id WHERE e.journal_id = NEW.journal_id AND e.fund_id = NEW.fund_id AND e.amount_yen < 0 AND w.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind IN ('pay', 'transfer', 'donate', 'repay', 'card_refund')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_not_frozen'); END;
--> statement-breakpoint
-- What has not ended at the card company may come back: until then its wallet stays open.
DROP TRIGGER account_changes_empty;
--> statement-breakpoint
CREATE TRIGGER account_changes_empty BEFORE INSERT ON account_changes WHEN NEW.what = 'closed' AND (EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND (posted_yen <> 0 OR held_yen <> 0)) OR EXISTS (SELECT 1 FROM credits c WHERE c.account_id = NEW.account_id AND c.folded_at IS NULL) OR EXISTS (SELECT 1 FROM holds h WHERE (h.wallet_id = NEW.account_id OR h.merchant_account_id = NEW.account_id) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = h.id)) OR EXISTS (SELECT 1 FROM disputes d WHERE d.wallet_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM dispute_closings e WHERE e.dispute_id = d.id)) OR EXISTS (SELECT 1 FROM card_refunds c JOIN lots l ON l.id = c.lot_id WHERE l.account_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM card_refund_ends e WHERE e.card_refund_id = c.id))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_empty'); END;
--> statement-breakpoint
-- Of a charge a part may have gone back to the card: then the rest is disputed, and a lost dispute takes no more than that.
DROP TRIGGER disputes_true;
--> statement-breakpoint
CREATE TRIGGER disputes_true BEFORE INSERT ON disputes WHEN NOT EXISTS (SELECT 1 FROM lots l JOIN journals j ON j.id = l.journal_id WHERE l.id = NEW.lot_id AND j.id = NEW.top_up_journal_id AND j.kind = 'top_up' AND l.account_id = NEW.wallet_id AND NEW.amount_yen BETWEEN l.issued_yen - COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = l.id), 0) AND l.issued_yen AND l.issued_yen > COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = l.id AND NOT EXISTS (SELECT 1 FROM card_refund_ends e WHERE e.card_refund_id = c.id AND e.how = 'returned')), 0)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: dispute_true'); END;
--> statement-breakpoint
DROP TRIGGER dispute_closings_true;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_true BEFORE INSERT ON dispute_closings WHEN NOT ((NEW.how = 'won' AND NEW.taken_yen = 0 AND NEW.receivable_yen = 0) OR EXISTS (SELECT 1 FROM disputes d JOIN journals j ON j.id = NEW.journal_id WHERE d.id = NEW.dispute_id AND NEW.how = 'lost' AND j.kind = 'charge_back' AND j.parent_id = d.top_up_journal_id AND NEW.taken_yen + NEW.receivable_yen BETWEEN MIN(d.amount_yen, (SELECT l.issued_yen FROM lots l WHERE l.id = d.lot_id) - COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = d.lot_id), 0)) AND d.amount_yen AND NEW.taken_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.lot_id = d.lot_id), 0) AND NEW.receivable_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'receivable'), 0))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: dispute_closing_true'); END;
