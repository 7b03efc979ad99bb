CREATE TABLE "adjustments" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"corrects_id" text NOT NULL,
	"wallet_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"approved_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "adjustment_not_nothing" CHECK ("adjustments"."amount_yen" <> 0),
	CONSTRAINT "adjustment_approved" CHECK (length("adjustments"."approved_hash") = 64)
);
--> statement-breakpoint
ALTER TABLE "adjustments" ADD CONSTRAINT "adjustments_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adjustments" ADD CONSTRAINT "adjustments_corrects_id_journals_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adjustments" ADD CONSTRAINT "adjustments_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "adjustments_corrects" ON "adjustments" USING btree ("corrects_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Corrections are only added, each the row of a journal of its kind. What a journal moved of a wallet's paid money, with
-- all that came after it, keeps its sign or becomes nothing: no correction goes beyond it, however many are made at once.
CREATE TRIGGER adjustments_no_change BEFORE UPDATE OR DELETE ON adjustments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER adjustments_no_truncate BEFORE TRUNCATE ON adjustments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The wallet's row is locked first, so that the sum sees every correction before this one.
CREATE FUNCTION refuse_untrue_adjustment() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.wallet_id FOR NO KEY UPDATE; IF NOT EXISTS (SELECT 1 FROM journals j JOIN entries e ON e.journal_id = j.id WHERE j.id = NEW.journal_id AND j.kind = 'adjust' AND j.parent_id = NEW.corrects_id AND e.account_id = NEW.wallet_id AND e.fund_id = 'reserve' GROUP BY e.account_id HAVING SUM(e.amount_yen) = NEW.amount_yen) THEN RAISE EXCEPTION 'adjustment_true' USING ERRCODE = '23514', CONSTRAINT = 'adjustment_true'; END IF; IF NOT EXISTS (SELECT 1 FROM journals j JOIN entries e ON e.journal_id = j.id WHERE (j.id = NEW.corrects_id OR j.parent_id = NEW.corrects_id) AND e.account_id = NEW.wallet_id AND e.fund_id = 'reserve' GROUP BY e.account_id HAVING (NEW.amount_yen < 0 AND SUM(CASE WHEN j.id = NEW.corrects_id THEN e.amount_yen ELSE 0 END) > 0 AND SUM(e.amount_yen) >= 0) OR (NEW.amount_yen > 0 AND SUM(CASE WHEN j.id = NEW.corrects_id THEN e.amount_yen ELSE 0 END) < 0 AND SUM(e.amount_yen) <= 0)) THEN RAISE EXCEPTION 'adjustment_within_moved' USING ERRCODE = '23514', CONSTRAINT = 'adjustment_within_moved'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER adjustments_true BEFORE INSERT ON adjustments FOR EACH ROW EXECUTE FUNCTION refuse_untrue_adjustment();
