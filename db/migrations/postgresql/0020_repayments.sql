CREATE TABLE "repayment_periods" (
	"period" text PRIMARY KEY NOT NULL,
	"repaid_yen" bigint NOT NULL,
	"limit_yen" bigint,
	CONSTRAINT "repayment_within_cap" CHECK ("repayment_periods"."repaid_yen" > 0 and ("repayment_periods"."limit_yen" is null or "repayment_periods"."repaid_yen" <= "repayment_periods"."limit_yen"))
);
--> statement-breakpoint
CREATE TABLE "repayments" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"reason" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"decision" text,
	"decided_at" bigint,
	"decided_by" text,
	"journal_id" text,
	"period" text,
	CONSTRAINT "repayment_positive" CHECK ("repayments"."amount_yen" > 0),
	CONSTRAINT "repayment_reason" CHECK ("repayments"."reason" in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan')),
	CONSTRAINT "repayment_decided" CHECK (("repayments"."decision" is null and "repayments"."decided_at" is null and "repayments"."decided_by" is null and "repayments"."journal_id" is null and "repayments"."period" is null)
          or ("repayments"."decision" = 'declined' and "repayments"."decided_at" is not null and "repayments"."decided_by" is not null and "repayments"."journal_id" is null and "repayments"."period" is null)
          or ("repayments"."decision" = 'granted' and "repayments"."decided_at" is not null and "repayments"."decided_by" is not null and "repayments"."journal_id" is not null and "repayments"."period" is not null))
);
--> statement-breakpoint
ALTER TABLE "repayments" ADD CONSTRAINT "repayments_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repayments" ADD CONSTRAINT "repayments_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "repayments_wallet" ON "repayments" USING btree ("wallet_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "repayments_waiting" ON "repayments" USING btree ("wallet_id") WHERE "repayments"."decision" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "repayments_journal" ON "repayments" USING btree ("journal_id");--> statement-breakpoint
CREATE INDEX "repayments_period" ON "repayments" USING btree ("period");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A repayment stays what was asked for, and is decided once; granted, it is what its entries say: paid money of its wallet, paid out of the issuer's bank account.
CREATE TRIGGER repayments_no_delete BEFORE DELETE ON repayments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER repayments_no_truncate BEFORE TRUNCATE ON repayments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER repayments_fixed BEFORE UPDATE OF id, wallet_id, reason, amount_yen, created_at ON repayments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_repayment() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP = 'INSERT' THEN IF NEW.decision IS NOT NULL THEN RAISE EXCEPTION 'repayment_asked' USING ERRCODE = '23514', CONSTRAINT = 'repayment_asked'; END IF; RETURN NEW; END IF; IF OLD.decision IS NOT NULL THEN RAISE EXCEPTION 'repayment_decided_once' USING ERRCODE = '23514', CONSTRAINT = 'repayment_decided_once'; END IF; IF NEW.decision = 'granted' AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind = 'repay' AND NOT EXISTS (SELECT 1 FROM repayments r WHERE r.journal_id = j.id AND r.id <> NEW.id) AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND e.account_id = NEW.wallet_id AND l.account_id = NEW.wallet_id AND l.instrument = 'paid') AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'bank') AND NOT EXISTS (SELECT 1 FROM entries e LEFT JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND (l.instrument = 'free' OR e.account_id NOT IN (NEW.wallet_id, 'bank')))) THEN RAISE EXCEPTION 'repayment_true' USING ERRCODE = '23514', CONSTRAINT = 'repayment_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER repayments_true BEFORE INSERT OR UPDATE ON repayments FOR EACH ROW EXECUTE FUNCTION refuse_untrue_repayment();
--> statement-breakpoint
-- What a base period has seen is what was granted in it, no more and no less.
CREATE TRIGGER repayment_periods_no_delete BEFORE DELETE ON repayment_periods FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER repayment_periods_no_truncate BEFORE TRUNCATE ON repayment_periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_repayment_period() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) THEN RAISE EXCEPTION 'repayment_period_true' USING ERRCODE = '23514', CONSTRAINT = 'repayment_period_true'; END IF; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_true AFTER INSERT OR UPDATE ON repayment_periods FOR EACH ROW EXECUTE FUNCTION refuse_untrue_repayment_period();
