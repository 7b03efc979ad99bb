CREATE TABLE `hold_lots` (
	`hold_id` text NOT NULL,
	`position` integer NOT NULL,
	`lot_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	PRIMARY KEY(`hold_id`, `position`),
	FOREIGN KEY (`hold_id`) REFERENCES `holds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hold_lot_positive" CHECK("hold_lots"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `hold_lots_once` ON `hold_lots` (`hold_id`,`lot_id`);--> statement-breakpoint
CREATE INDEX `hold_lots_lot` ON `hold_lots` (`lot_id`);--> statement-breakpoint
CREATE TABLE `hold_resolutions` (
	`hold_id` text PRIMARY KEY NOT NULL,
	`how` text NOT NULL,
	`captured_yen` integer NOT NULL,
	`journal_id` text,
	`resolved_at` integer NOT NULL,
	FOREIGN KEY (`hold_id`) REFERENCES `holds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `payments`(`journal_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hold_resolution_how" CHECK("hold_resolutions"."how" in ('captured', 'voided', 'expired')),
	CONSTRAINT "hold_captured_has_payment" CHECK(("hold_resolutions"."how" = 'captured') = ("hold_resolutions"."journal_id" is not null)),
	CONSTRAINT "hold_captured_yen" CHECK("hold_resolutions"."captured_yen" >= 0 and ("hold_resolutions"."how" = 'captured') = ("hold_resolutions"."captured_yen" > 0))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `hold_resolutions_payment` ON `hold_resolutions` (`journal_id`);--> statement-breakpoint
CREATE TABLE `holds` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`merchant_account_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hold_positive" CHECK("holds"."amount_yen" > 0),
	CONSTRAINT "hold_ends_later" CHECK("holds"."ends_at" > "holds"."created_at")
) STRICT;
--> statement-breakpoint
CREATE INDEX `holds_wallet` ON `holds` (`wallet_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `holds_merchant` ON `holds` (`merchant_account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `lots_held` ON `lots` (`id`) WHERE "lots"."held_yen" > 0;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Holds, their lots and how they ended are only added. What is held moves with them, here and nowhere else: code that forgets it cannot.
CREATE TRIGGER holds_no_update BEFORE UPDATE ON holds BEGIN SELECT RAISE(ABORT, 'holds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER holds_no_delete BEFORE DELETE ON holds BEGIN SELECT RAISE(ABORT, 'holds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER holds_no_replace BEFORE INSERT ON holds WHEN EXISTS (SELECT 1 FROM holds WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: holds.id'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_update BEFORE UPDATE ON hold_lots BEGIN SELECT RAISE(ABORT, 'hold_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_delete BEFORE DELETE ON hold_lots BEGIN SELECT RAISE(ABORT, 'hold_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_replace BEFORE INSERT ON hold_lots WHEN EXISTS (SELECT 1 FROM hold_lots WHERE hold_id = NEW.hold_id AND (position = NEW.position OR lot_id = NEW.lot_id)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: hold_lots.hold_id, hold_lots.position'); END;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_update BEFORE UPDATE ON hold_resolutions BEGIN SELECT RAISE(ABORT, 'hold_resolutions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_delete BEFORE DELETE ON hold_resolutions BEGIN SELECT RAISE(ABORT, 'hold_resolutions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_replace BEFORE INSERT ON hold_resolutions WHEN EXISTS (SELECT 1 FROM hold_resolutions WHERE hold_id = NEW.hold_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: hold_resolutions.hold_id'); END;
--> statement-breakpoint
-- A hold takes lots of its own wallet that are valid as long as it is, no more than it says, and nothing once it has ended.
CREATE TRIGGER hold_lots_true BEFORE INSERT ON hold_lots WHEN NOT EXISTS (SELECT 1 FROM holds h JOIN lots l ON l.id = NEW.lot_id WHERE h.id = NEW.hold_id AND l.account_id = h.wallet_id AND l.fund_id = NEW.fund_id AND l.valid_until >= h.ends_at AND NEW.amount_yen + (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM hold_lots hl WHERE hl.hold_id = h.id) <= h.amount_yen) OR EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = NEW.hold_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: hold_lot_true'); END;
--> statement-breakpoint
-- OR IGNORE would skip the update below and keep the row: what the lot does not have is refused before.
CREATE TRIGGER hold_lots_there BEFORE INSERT ON hold_lots WHEN (SELECT remaining_yen - held_yen FROM lots WHERE id = NEW.lot_id) < NEW.amount_yen BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: lot_not_negative'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_set_aside AFTER INSERT ON hold_lots BEGIN UPDATE balances SET held_yen = held_yen + NEW.amount_yen WHERE account_id = (SELECT wallet_id FROM holds WHERE id = NEW.hold_id) AND fund_id = NEW.fund_id; UPDATE lots SET held_yen = held_yen + NEW.amount_yen WHERE id = NEW.lot_id; END;
--> statement-breakpoint
-- In its time a hold is captured, by a payment of its wallet to its merchant out of its lots, or voided; after its end it only expires.
CREATE TRIGGER hold_resolutions_true BEFORE INSERT ON hold_resolutions WHEN NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = NEW.hold_id AND (NEW.how = 'expired') = (NEW.resolved_at > h.ends_at) AND (NEW.how <> 'captured' OR (NEW.captured_yen <= h.amount_yen AND EXISTS (SELECT 1 FROM payments p WHERE p.journal_id = NEW.journal_id AND p.wallet_id = h.wallet_id AND p.merchant_account_id = h.merchant_account_id AND p.amount_yen = NEW.captured_yen AND p.created_at = NEW.resolved_at) AND NOT EXISTS (SELECT 1 FROM payment_lots pl WHERE pl.payment_id = NEW.journal_id AND NOT EXISTS (SELECT 1 FROM hold_lots hl WHERE hl.hold_id = h.id AND hl.lot_id = pl.lot_id AND hl.amount_yen >= pl.amount_yen))))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: hold_resolution_true'); END;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_let_go AFTER INSERT ON hold_resolutions BEGIN UPDATE balances SET held_yen = held_yen - (SELECT SUM(hl.amount_yen) FROM hold_lots hl WHERE hl.hold_id = NEW.hold_id AND hl.fund_id = balances.fund_id) WHERE account_id = (SELECT wallet_id FROM holds WHERE id = NEW.hold_id) AND fund_id IN (SELECT fund_id FROM hold_lots WHERE hold_id = NEW.hold_id); UPDATE lots SET held_yen = held_yen - (SELECT hl.amount_yen FROM hold_lots hl WHERE hl.hold_id = NEW.hold_id AND hl.lot_id = lots.id) WHERE id IN (SELECT lot_id FROM hold_lots WHERE hold_id = NEW.hold_id); END;
--> statement-breakpoint
-- Held is what the holds that have not ended hold: the sum is reckoned here and no other value is let in.
CREATE TRIGGER lots_held_true BEFORE UPDATE OF held_yen ON lots WHEN NEW.held_yen <> (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM hold_lots hl WHERE hl.lot_id = NEW.id AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = hl.hold_id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: lot_held_true'); END;
--> statement-breakpoint
CREATE TRIGGER balances_held_true BEFORE UPDATE OF held_yen ON balances WHEN NEW.held_yen <> (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM holds h JOIN hold_lots hl ON hl.hold_id = h.id WHERE h.wallet_id = NEW.account_id AND hl.fund_id = NEW.fund_id AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = hl.hold_id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: balance_held_true'); END;
