ALTER TABLE `repayments` ADD `way` text DEFAULT 'counter' NOT NULL;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A repayment goes the way that was asked for: out of the bank account, or to the cards that its lots were added from.
DROP TRIGGER repayments_begin_asked;
--> statement-breakpoint
CREATE TRIGGER repayments_begin_asked BEFORE INSERT ON repayments WHEN NEW.decision IS NOT NULL OR NEW.way NOT IN ('counter', 'card') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_asked'); END;
--> statement-breakpoint
DROP TRIGGER repayments_fixed;
--> statement-breakpoint
CREATE TRIGGER repayments_fixed BEFORE UPDATE ON repayments WHEN NEW.id <> OLD.id OR NEW.wallet_id <> OLD.wallet_id OR NEW.reason <> OLD.reason OR NEW.amount_yen <> OLD.amount_yen OR NEW.created_at <> OLD.created_at OR NEW.way <> OLD.way BEGIN SELECT RAISE(ABORT, 'repayments_append_only'); END;
--> statement-breakpoint
DROP TRIGGER repayments_true;
--> statement-breakpoint
CREATE TRIGGER repayments_true BEFORE UPDATE ON repayments WHEN NEW.decision = 'granted' AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind = CASE NEW.way WHEN 'card' THEN 'card_refund' ELSE 'repay' END AND NOT EXISTS (SELECT 1 FROM repayments r WHERE r.journal_id = j.id AND r.id <> NEW.id) AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND e.account_id = NEW.wallet_id AND l.account_id = NEW.wallet_id AND l.instrument = 'paid') AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = CASE NEW.way WHEN 'card' THEN 'card_clearing' ELSE 'bank' END) AND NOT EXISTS (SELECT 1 FROM entries e LEFT JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND (l.instrument = 'free' OR e.account_id NOT IN (NEW.wallet_id, CASE NEW.way WHEN 'card' THEN 'card_clearing' ELSE 'bank' END)))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_true'); END;
--> statement-breakpoint
-- What a holder has back on a card is a repayment that counts by itself; what a shop gave back counts by what went to the card.
DROP TRIGGER repayment_periods_begin_true;
--> statement-breakpoint
DROP TRIGGER repayment_periods_true;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_begin_true AFTER INSERT ON repayment_periods WHEN NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) + (SELECT COALESCE(SUM(amount_yen), 0) FROM card_refunds WHERE period = NEW.period AND refund_journal_id IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_true AFTER UPDATE ON repayment_periods WHEN NEW.period <> OLD.period OR NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) + (SELECT COALESCE(SUM(amount_yen), 0) FROM card_refunds WHERE period = NEW.period AND refund_journal_id IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
--> statement-breakpoint
DROP TRIGGER card_refunds_true;
--> statement-breakpoint
CREATE TRIGGER card_refunds_true BEFORE INSERT ON card_refunds WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN lots l ON l.id = NEW.lot_id JOIN topups t ON t.id = NEW.topup_id AND t.journal_id = l.journal_id AND t.method = 'card' JOIN entries e ON e.journal_id = j.id AND e.lot_id = l.id AND e.amount_yen = -NEW.amount_yen WHERE j.id = NEW.journal_id AND j.kind = 'card_refund' AND j.created_at = NEW.created_at AND CASE WHEN NEW.refund_journal_id IS NULL THEN EXISTS (SELECT 1 FROM repayments p WHERE p.journal_id = j.id AND p.way = 'card' AND p.reason = NEW.reason AND p.period = NEW.period) ELSE EXISTS (SELECT 1 FROM journals r JOIN entries b ON b.journal_id = r.id AND b.lot_id = l.id AND b.amount_yen = NEW.amount_yen WHERE r.id = NEW.refund_journal_id AND r.kind = 'refund' AND r.id = j.parent_id) END) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: card_refund_true'); END;
