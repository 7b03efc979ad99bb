-- What follows from the journals moves only as the rules say, also for who writes past the code. Written by hand.
-- A journal is closed only where the database itself finds every fund of it at zero: the sum that is handed in is not believed.
CREATE TRIGGER journal_balanced_true BEFORE INSERT ON journal_balanced WHEN EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id GROUP BY fund_id HAVING SUM(amount_yen) <> 0) OR NOT EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id AND fund_id = NEW.fund_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: journal_sums_to_zero'); END;
--> statement-breakpoint
CREATE TRIGGER credits_no_delete BEFORE DELETE ON credits BEGIN SELECT RAISE(ABORT, 'credits_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER credits_fixed BEFORE UPDATE OF id, account_id, fund_id, journal_id, amount_yen, created_at ON credits BEGIN SELECT RAISE(ABORT, 'credits_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER credits_no_replace BEFORE INSERT ON credits WHEN EXISTS (SELECT 1 FROM credits WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: credits.id'); END;
--> statement-breakpoint
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payments_fixed BEFORE UPDATE OF journal_id, wallet_id, merchant_account_id, amount_yen, created_at ON payments BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payments_no_replace BEFORE INSERT ON payments WHEN EXISTS (SELECT 1 FROM payments WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payments.journal_id'); END;
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_delete BEFORE DELETE ON payment_lots BEGIN SELECT RAISE(ABORT, 'payment_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payment_lots_fixed BEFORE UPDATE OF payment_id, position, lot_id, fund_id, amount_yen ON payment_lots BEGIN SELECT RAISE(ABORT, 'payment_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_replace BEFORE INSERT ON payment_lots WHEN EXISTS (SELECT 1 FROM payment_lots WHERE payment_id = NEW.payment_id AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payment_lots.payment_id, payment_lots.position'); END;
--> statement-breakpoint
CREATE TRIGGER lots_no_delete BEFORE DELETE ON lots BEGIN SELECT RAISE(ABORT, 'lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER lots_fixed BEFORE UPDATE OF id, account_id, instrument, fund_id, journal_id, issued_yen, valid_until, rule, created_at ON lots BEGIN SELECT RAISE(ABORT, 'lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER lots_no_replace BEFORE INSERT ON lots WHEN EXISTS (SELECT 1 FROM lots WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: lots.id'); END;
--> statement-breakpoint
CREATE TRIGGER balances_no_delete BEFORE DELETE ON balances BEGIN SELECT RAISE(ABORT, 'balances_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER balances_fixed BEFORE UPDATE OF account_id, fund_id, floor_yen ON balances BEGIN SELECT RAISE(ABORT, 'balances_append_only'); END;
