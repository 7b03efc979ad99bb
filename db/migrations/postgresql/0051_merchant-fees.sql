CREATE TABLE "merchant_fees" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"settlement_id" text NOT NULL,
	"pay_day" text NOT NULL,
	"financial_year" bigint NOT NULL,
	"number" bigint NOT NULL,
	"amount_yen" bigint NOT NULL,
	"year_yen" bigint NOT NULL,
	"yearly_cap_yen" bigint NOT NULL,
	"rate_basis_points" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "merchant_fee_positive" CHECK ("merchant_fees"."amount_yen" > 0 and "merchant_fees"."number" > 0),
	CONSTRAINT "merchant_fee_cap" CHECK ("merchant_fees"."year_yen" <= "merchant_fees"."yearly_cap_yen")
);
--> statement-breakpoint
ALTER TABLE "merchant_fees" ADD CONSTRAINT "merchant_fees_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_fees" ADD CONSTRAINT "merchant_fees_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_fees" ADD CONSTRAINT "merchant_fees_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_fees_year" ON "merchant_fees" USING btree ("merchant_id","financial_year","number");--> statement-breakpoint
CREATE UNIQUE INDEX "merchant_fees_payout" ON "merchant_fees" USING btree ("settlement_id","merchant_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER merchant_fees_no_change BEFORE UPDATE OR DELETE ON merchant_fees FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER merchant_fees_no_truncate BEFORE TRUNCATE ON merchant_fees FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What the journal took of the shop, next in turn, and the year's sum with it.
CREATE FUNCTION refuse_untrue_merchant_fee() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM journals j JOIN merchants m ON m.id = NEW.merchant_id WHERE j.id = NEW.journal_id AND j.kind = 'fee' AND NEW.amount_yen = -(SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = m.account_id) AND NEW.number = 1 + (SELECT COUNT(*) FROM merchant_fees f WHERE f.merchant_id = NEW.merchant_id AND f.financial_year = NEW.financial_year) AND NEW.year_yen = NEW.amount_yen + COALESCE((SELECT f.year_yen FROM merchant_fees f WHERE f.merchant_id = NEW.merchant_id AND f.financial_year = NEW.financial_year AND f.number = NEW.number - 1), 0)) THEN RAISE EXCEPTION 'merchant_fee_true' USING ERRCODE = '23514', CONSTRAINT = 'merchant_fee_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER merchant_fees_true BEFORE INSERT ON merchant_fees FOR EACH ROW EXECUTE FUNCTION refuse_untrue_merchant_fee();
