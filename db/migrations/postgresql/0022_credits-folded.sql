DROP INDEX "credits_account";--> statement-breakpoint
ALTER TABLE "credits" ADD COLUMN "folded_at" bigint;--> statement-breakpoint
CREATE INDEX "accounts_not_wallets" ON "accounts" USING btree ("kind") WHERE "accounts"."kind" <> 'wallet';--> statement-breakpoint
CREATE INDEX "credits_unfolded" ON "credits" USING btree ("account_id","fund_id","amount_yen") WHERE "credits"."folded_at" is null;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A credit is rolled up where its fold says so, and nowhere else: the fold writes it here, and no other value is let in. A fold is of a credit that is there: one that came later would be counted nowhere.
UPDATE credits SET folded_at = (SELECT f.folded_at FROM folds f WHERE f.credit_id = credits.id) WHERE id IN (SELECT credit_id FROM folds);
--> statement-breakpoint
CREATE FUNCTION follow_fold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE credits SET folded_at = NEW.folded_at WHERE id = NEW.credit_id; IF NOT FOUND THEN RAISE EXCEPTION 'fold_of_credit' USING ERRCODE = '23514', CONSTRAINT = 'fold_of_credit'; END IF; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER folds_done AFTER INSERT ON folds FOR EACH ROW EXECUTE FUNCTION follow_fold();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_fold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.folded_at IS DISTINCT FROM (SELECT f.folded_at FROM folds f WHERE f.credit_id = NEW.id) THEN RAISE EXCEPTION 'credit_folded_true' USING ERRCODE = '23514', CONSTRAINT = 'credit_folded_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER credits_unfolded_first BEFORE INSERT ON credits FOR EACH ROW WHEN (NEW.folded_at IS NOT NULL) EXECUTE FUNCTION refuse_untrue_fold();
--> statement-breakpoint
CREATE TRIGGER credits_folded_true BEFORE UPDATE OF folded_at ON credits FOR EACH ROW EXECUTE FUNCTION refuse_untrue_fold();
--> statement-breakpoint
-- What a merchant has not yet been counted is asked for along the index of it.
CREATE OR REPLACE FUNCTION refuse_untrue_account_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.account_id FOR UPDATE; IF NEW.number <> 1 + (SELECT COUNT(*) FROM account_changes WHERE account_id = NEW.account_id) OR (NEW.what = 'closed') <> (NEW.number % 2 = 1) OR NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.account_id AND kind IN ('wallet', 'merchant')) THEN RAISE EXCEPTION 'account_change_true' USING ERRCODE = '23514', CONSTRAINT = 'account_change_true'; END IF; IF NEW.what = 'closed' AND (EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND (posted_yen <> 0 OR held_yen <> 0)) OR EXISTS (SELECT 1 FROM credits c WHERE c.account_id = NEW.account_id AND c.folded_at IS NULL) OR EXISTS (SELECT 1 FROM holds h WHERE (h.wallet_id = NEW.account_id OR h.merchant_account_id = NEW.account_id) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = h.id)) OR EXISTS (SELECT 1 FROM disputes d WHERE d.wallet_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM dispute_closings e WHERE e.dispute_id = d.id))) THEN RAISE EXCEPTION 'account_empty' USING ERRCODE = '23514', CONSTRAINT = 'account_empty'; END IF; RETURN NEW; END $$;
