-- Written by hand: the generator knows no triggers.
-- What a shop gives back and what the issuer corrected stay together within what the payment took of a wallet's paid money. The entries of the refund are there by now.
-- The wallet's row is locked first, so that the sum sees every correction before this refund.
CREATE FUNCTION refuse_refund_beyond_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.wallet_id FOR NO KEY UPDATE; IF (SELECT COALESCE(SUM(e.amount_yen), 0) FROM journals j JOIN entries e ON e.journal_id = j.id WHERE (j.id = NEW.journal_id OR j.parent_id = NEW.journal_id) AND e.account_id = NEW.wallet_id AND e.fund_id = 'reserve') > 0 THEN RAISE EXCEPTION 'refund_within_moved' USING ERRCODE = '23514', CONSTRAINT = 'refund_within_moved'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER payments_refund_within_moved BEFORE UPDATE OF refunded_yen ON payments FOR EACH ROW EXECUTE FUNCTION refuse_refund_beyond_moved();
