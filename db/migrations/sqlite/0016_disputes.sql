CREATE TABLE `dispute_closings` (
	`dispute_id` text PRIMARY KEY NOT NULL,
	`how` text NOT NULL,
	`taken_yen` integer NOT NULL,
	`receivable_yen` integer NOT NULL,
	`journal_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`dispute_id`) REFERENCES `disputes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "dispute_closing_how" CHECK("dispute_closings"."how" in ('won', 'lost')),
	CONSTRAINT "dispute_lost_has_journal" CHECK(("dispute_closings"."how" = 'lost') = ("dispute_closings"."journal_id" is not null)),
	CONSTRAINT "dispute_closing_yen" CHECK("dispute_closings"."taken_yen" >= 0 and "dispute_closings"."receivable_yen" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `dispute_closings_journal` ON `dispute_closings` (`journal_id`);--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`top_up_journal_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`wallet_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`top_up_journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_top_up` ON `disputes` (`top_up_journal_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_lot` ON `disputes` (`lot_id`);--> statement-breakpoint
CREATE INDEX `disputes_wallet` ON `disputes` (`wallet_id`);--> statement-breakpoint
CREATE INDEX `topups_payment` ON `topups` (`processor_payment`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Disputes and their ends are only added. Until a dispute is won nothing leaves its lot but by a hold from before it, by
-- the charge-back itself, or, once it is lost, by the job of ended lots: code that forgets it cannot.
CREATE TRIGGER disputes_no_update BEFORE UPDATE ON disputes BEGIN SELECT RAISE(ABORT, 'disputes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER disputes_no_delete BEFORE DELETE ON disputes BEGIN SELECT RAISE(ABORT, 'disputes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER disputes_no_replace BEFORE INSERT ON disputes WHEN EXISTS (SELECT 1 FROM disputes WHERE id = NEW.id OR top_up_journal_id = NEW.top_up_journal_id OR lot_id = NEW.lot_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: disputes.id'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_update BEFORE UPDATE ON dispute_closings BEGIN SELECT RAISE(ABORT, 'dispute_closings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_delete BEFORE DELETE ON dispute_closings BEGIN SELECT RAISE(ABORT, 'dispute_closings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_replace BEFORE INSERT ON dispute_closings WHEN EXISTS (SELECT 1 FROM dispute_closings WHERE dispute_id = NEW.dispute_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: dispute_closings.dispute_id'); END;
--> statement-breakpoint
CREATE TRIGGER disputes_true BEFORE INSERT ON disputes WHEN NOT EXISTS (SELECT 1 FROM lots l JOIN journals j ON j.id = l.journal_id WHERE l.id = NEW.lot_id AND j.id = NEW.top_up_journal_id AND j.kind = 'top_up' AND l.account_id = NEW.wallet_id AND l.issued_yen = NEW.amount_yen) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: dispute_true'); END;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_true BEFORE INSERT ON dispute_closings WHEN NOT ((NEW.how = 'won' AND NEW.taken_yen = 0 AND NEW.receivable_yen = 0) OR EXISTS (SELECT 1 FROM disputes d JOIN journals j ON j.id = NEW.journal_id WHERE d.id = NEW.dispute_id AND NEW.how = 'lost' AND j.kind = 'charge_back' AND j.parent_id = d.top_up_journal_id AND NEW.taken_yen + NEW.receivable_yen = d.amount_yen AND NEW.taken_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.lot_id = d.lot_id), 0) AND NEW.receivable_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'receivable'), 0))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: dispute_closing_true'); END;
--> statement-breakpoint
CREATE TRIGGER entries_not_frozen BEFORE INSERT ON entries WHEN NEW.amount_yen < 0 AND NEW.lot_id IS NOT NULL AND EXISTS (SELECT 1 FROM disputes d LEFT JOIN dispute_closings c ON c.dispute_id = d.id WHERE d.lot_id = NEW.lot_id AND (c.how IS NULL OR c.how = 'lost') AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND (j.kind = 'charge_back' OR (j.kind = 'expire' AND c.how = 'lost'))) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.journal_id = NEW.journal_id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: lot_frozen'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_not_frozen BEFORE INSERT ON hold_lots WHEN EXISTS (SELECT 1 FROM disputes d LEFT JOIN dispute_closings c ON c.dispute_id = d.id WHERE d.lot_id = NEW.lot_id AND (c.how IS NULL OR c.how = 'lost')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: lot_frozen'); END;
