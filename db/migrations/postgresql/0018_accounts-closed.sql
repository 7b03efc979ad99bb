CREATE TABLE "account_changes" (
	"account_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"reason" text NOT NULL,
	"changed_by" text NOT NULL,
	"approved_hash" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "account_changes_account_id_number_pk" PRIMARY KEY("account_id","number"),
	CONSTRAINT "account_change_what" CHECK ("account_changes"."what" in ('closed', 'reopened')),
	CONSTRAINT "account_change_approved" CHECK (("account_changes"."what" = 'reopened') = ("account_changes"."approved_hash" is not null))
);
--> statement-breakpoint
ALTER TABLE "account_changes" ADD CONSTRAINT "account_changes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- An account is closed only while nothing is in it and nothing is promised of it; afterwards no entry and no hold reaches it, until it is opened again. The history of both is only added to.
CREATE TRIGGER account_changes_no_change BEFORE UPDATE OR DELETE ON account_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER account_changes_no_truncate BEFORE TRUNCATE ON account_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whoever moves money holds the account's row against this lock by its foreign key: what is looked at afterwards is all that was moved before.
CREATE FUNCTION refuse_untrue_account_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.account_id FOR UPDATE; IF NEW.number <> 1 + (SELECT COUNT(*) FROM account_changes WHERE account_id = NEW.account_id) OR (NEW.what = 'closed') <> (NEW.number % 2 = 1) OR NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.account_id AND kind IN ('wallet', 'merchant')) THEN RAISE EXCEPTION 'account_change_true' USING ERRCODE = '23514', CONSTRAINT = 'account_change_true'; END IF; IF NEW.what = 'closed' AND (EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND (posted_yen <> 0 OR held_yen <> 0)) OR EXISTS (SELECT 1 FROM credits c WHERE c.account_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM folds f WHERE f.credit_id = c.id)) OR EXISTS (SELECT 1 FROM holds h WHERE (h.wallet_id = NEW.account_id OR h.merchant_account_id = NEW.account_id) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = h.id)) OR EXISTS (SELECT 1 FROM disputes d WHERE d.wallet_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM dispute_closings e WHERE e.dispute_id = d.id))) THEN RAISE EXCEPTION 'account_empty' USING ERRCODE = '23514', CONSTRAINT = 'account_empty'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER account_changes_true BEFORE INSERT ON account_changes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_account_change();
--> statement-breakpoint
CREATE FUNCTION follow_account_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE accounts SET closed_at = CASE NEW.what WHEN 'closed' THEN NEW.created_at END WHERE id = NEW.account_id; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER account_changes_done AFTER INSERT ON account_changes FOR EACH ROW EXECUTE FUNCTION follow_account_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_closed_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.closed_at IS DISTINCT FROM (SELECT CASE what WHEN 'closed' THEN created_at END FROM account_changes WHERE account_id = NEW.id ORDER BY number DESC LIMIT 1) THEN RAISE EXCEPTION 'account_closed_true' USING ERRCODE = '23514', CONSTRAINT = 'account_closed_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_closed_true BEFORE UPDATE OF closed_at ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_untrue_closed_at();
--> statement-breakpoint
-- Asked where a journal ends, after its entries took hold of their accounts' rows: one question a fund, not one an entry.
CREATE OR REPLACE FUNCTION refuse_unbalanced_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id GROUP BY fund_id HAVING SUM(amount_yen) <> 0) OR NOT EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id AND fund_id = NEW.fund_id) THEN RAISE EXCEPTION 'journal_sums_to_zero' USING ERRCODE = '23514', CONSTRAINT = 'journal_sums_to_zero'; END IF; IF EXISTS (SELECT 1 FROM entries e JOIN accounts a ON a.id = e.account_id WHERE e.journal_id = NEW.journal_id AND e.fund_id = NEW.fund_id AND a.closed_at IS NOT NULL) THEN RAISE EXCEPTION 'account_open' USING ERRCODE = '23514', CONSTRAINT = 'account_open'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_hold_of_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM holds h JOIN accounts a ON a.id IN (h.wallet_id, h.merchant_account_id) WHERE h.id = NEW.hold_id AND a.closed_at IS NOT NULL) THEN RAISE EXCEPTION 'account_open' USING ERRCODE = '23514', CONSTRAINT = 'account_open'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_lots_account_open BEFORE INSERT ON hold_lots FOR EACH ROW EXECUTE FUNCTION refuse_hold_of_closed();
