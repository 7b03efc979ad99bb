-- What follows from the journals moves only as the rules say, also for who writes past the code. Written by hand.
-- A journal is closed only where the database itself finds every fund of it at zero: the sum that is handed in is not believed.
CREATE FUNCTION refuse_unbalanced_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id GROUP BY fund_id HAVING SUM(amount_yen) <> 0) OR NOT EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id AND fund_id = NEW.fund_id) THEN RAISE EXCEPTION 'journal_sums_to_zero' USING ERRCODE = '23514', CONSTRAINT = 'journal_sums_to_zero'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_true BEFORE INSERT ON journal_balanced FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced_journal();
--> statement-breakpoint
CREATE TRIGGER credits_no_delete BEFORE DELETE ON credits FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credits_no_truncate BEFORE TRUNCATE ON credits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credits_fixed BEFORE UPDATE OF id, account_id, fund_id, journal_id, amount_yen, created_at ON credits FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payments_no_truncate BEFORE TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payments_fixed BEFORE UPDATE OF journal_id, wallet_id, merchant_account_id, amount_yen, created_at ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_delete BEFORE DELETE ON payment_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_truncate BEFORE TRUNCATE ON payment_lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payment_lots_fixed BEFORE UPDATE OF payment_id, position, lot_id, fund_id, amount_yen ON payment_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER lots_no_delete BEFORE DELETE ON lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER lots_no_truncate BEFORE TRUNCATE ON lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER lots_fixed BEFORE UPDATE OF id, account_id, instrument, fund_id, journal_id, issued_yen, valid_until, rule, created_at ON lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER balances_no_delete BEFORE DELETE ON balances FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER balances_no_truncate BEFORE TRUNCATE ON balances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER balances_fixed BEFORE UPDATE OF account_id, fund_id, floor_yen ON balances FOR EACH ROW EXECUTE FUNCTION refuse_change();
