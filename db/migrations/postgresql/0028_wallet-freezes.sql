CREATE TABLE "wallet_freezes" (
	"wallet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"by" text NOT NULL,
	"changed_by" text,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "wallet_freezes_wallet_id_number_pk" PRIMARY KEY("wallet_id","number"),
	CONSTRAINT "wallet_freeze_what" CHECK ("wallet_freezes"."what" in ('frozen', 'thawed')),
	CONSTRAINT "wallet_freeze_by" CHECK ("wallet_freezes"."by" in ('code', 'staff') or ("wallet_freezes"."by" = 'device' and "wallet_freezes"."what" = 'frozen')),
	CONSTRAINT "wallet_freeze_known" CHECK (("wallet_freezes"."by" = 'code') = ("wallet_freezes"."changed_by" is null)),
	CONSTRAINT "wallet_freeze_reason" CHECK (length("wallet_freezes"."reason") > 0)
);
--> statement-breakpoint
ALTER TABLE "wallet_freezes" ADD CONSTRAINT "wallet_freezes_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "wallet_freezes_created" ON "wallet_freezes" USING btree ("created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A wallet is stopped and let go in turn, and each of both is only added. What staff stopped is let go by staff alone.
CREATE TRIGGER wallet_freezes_no_change BEFORE UPDATE OR DELETE ON wallet_freezes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_no_truncate BEFORE TRUNCATE ON wallet_freezes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Whoever moves money holds the account's row against this lock by its foreign key, and is waited for; whoever comes after waits, and finds the wallet stopped.
CREATE FUNCTION refuse_untrue_wallet_freeze() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.wallet_id FOR UPDATE; IF NEW.number <> 1 + (SELECT COUNT(*) FROM wallet_freezes WHERE wallet_id = NEW.wallet_id) OR (NEW.what = 'frozen') <> (NEW.number % 2 = 1) OR (NEW.what = 'thawed' AND NEW."by" <> 'staff' AND (SELECT f."by" FROM wallet_freezes f WHERE f.wallet_id = NEW.wallet_id AND f.number = NEW.number - 1) = 'staff') THEN RAISE EXCEPTION 'wallet_freeze_true' USING ERRCODE = '23514', CONSTRAINT = 'wallet_freeze_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_true BEFORE INSERT ON wallet_freezes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_wallet_freeze();
--> statement-breakpoint
CREATE FUNCTION follow_wallet_freeze() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE wallets SET frozen_at = CASE NEW.what WHEN 'frozen' THEN NEW.created_at END WHERE account_id = NEW.wallet_id; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_done AFTER INSERT ON wallet_freezes FOR EACH ROW EXECUTE FUNCTION follow_wallet_freeze();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_frozen_at() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.frozen_at IS DISTINCT FROM (SELECT CASE what WHEN 'frozen' THEN created_at END FROM wallet_freezes WHERE wallet_id = NEW.account_id ORDER BY number DESC LIMIT 1) THEN RAISE EXCEPTION 'wallet_frozen_true' USING ERRCODE = '23514', CONSTRAINT = 'wallet_frozen_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER wallets_frozen_true BEFORE UPDATE OF frozen_at ON wallets FOR EACH ROW EXECUTE FUNCTION refuse_untrue_frozen_at();
--> statement-breakpoint
-- Asked where a journal ends, as of closed accounts: nothing that its holder or a payee begins takes from a stopped wallet. What ends, is undone or taken back by the issuer does, and all money in arrives.
CREATE FUNCTION refuse_from_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM entries e JOIN wallets w ON w.account_id = e.account_id WHERE e.journal_id = NEW.journal_id AND e.fund_id = NEW.fund_id AND e.amount_yen < 0 AND w.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind IN ('pay', 'transfer', 'donate', 'repay')) THEN RAISE EXCEPTION 'wallet_not_frozen' USING ERRCODE = '23514', CONSTRAINT = 'wallet_not_frozen'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_not_frozen BEFORE INSERT ON journal_balanced FOR EACH ROW EXECUTE FUNCTION refuse_from_frozen();
--> statement-breakpoint
CREATE FUNCTION refuse_hold_of_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM holds h JOIN wallets w ON w.account_id = h.wallet_id WHERE h.id = NEW.hold_id AND w.frozen_at IS NOT NULL) THEN RAISE EXCEPTION 'wallet_not_frozen' USING ERRCODE = '23514', CONSTRAINT = 'wallet_not_frozen'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_lots_wallet_not_frozen BEFORE INSERT ON hold_lots FOR EACH ROW EXECUTE FUNCTION refuse_hold_of_frozen();
