CREATE TABLE "payout_returns" (
	"payout_id" text PRIMARY KEY NOT NULL,
	"journal_id" text NOT NULL,
	"reason" text NOT NULL,
	"returned_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payout_returns" ADD CONSTRAINT "payout_returns_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_returns_journal" ON "payout_returns" USING btree ("journal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "journals_payout_return" ON "journals" USING btree ("parent_id") WHERE "journals"."kind" = 'payout_return';--> statement-breakpoint
CREATE INDEX "payouts_bank_account" ON "payouts" USING btree ("bank_account_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What a bank sent back is only added, once for each payout, and only beside a journal that gives the shop all that the
-- payout took. The payout says so from then on.
CREATE TRIGGER payout_returns_no_change BEFORE UPDATE OR DELETE ON payout_returns FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payout_returns_no_truncate BEFORE TRUNCATE ON payout_returns FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_payout_return() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM payouts p JOIN merchants m ON m.id = p.merchant_id JOIN journals j ON j.parent_id = p.payout_journal_id JOIN entries e ON e.journal_id = j.id AND e.account_id = m.account_id WHERE p.id = NEW.payout_id AND j.id = NEW.journal_id AND j.kind = 'payout_return' GROUP BY p.id, p.amount_yen HAVING SUM(e.amount_yen) = p.amount_yen) THEN RAISE EXCEPTION 'payout_return_true' USING ERRCODE = '23514', CONSTRAINT = 'payout_return_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER payout_returns_true BEFORE INSERT ON payout_returns FOR EACH ROW EXECUTE FUNCTION refuse_untrue_payout_return();
--> statement-breakpoint
CREATE FUNCTION tell_payout_return() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE payouts SET status = 'returned' WHERE id = NEW.payout_id; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER payout_returns_told AFTER INSERT ON payout_returns FOR EACH ROW EXECUTE FUNCTION tell_payout_return();
