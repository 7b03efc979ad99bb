CREATE TABLE "purchases" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"buyer_account_id" text NOT NULL,
	"seller_account_id" text NOT NULL,
	"purchase_reference" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"month" text NOT NULL,
	"month_limit_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "purchase_positive" CHECK ("purchases"."amount_yen" > 0),
	CONSTRAINT "purchase_named" CHECK ("purchases"."purchase_reference" <> ''),
	CONSTRAINT "purchase_between_two" CHECK ("purchases"."buyer_account_id" <> "purchases"."seller_account_id")
);
--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_buyer_account_id_accounts_id_fk" FOREIGN KEY ("buyer_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchases" ADD CONSTRAINT "purchases_seller_account_id_accounts_id_fk" FOREIGN KEY ("seller_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "purchases_once" ON "purchases" USING btree ("buyer_account_id","seller_account_id","purchase_reference");--> statement-breakpoint
CREATE INDEX "purchases_month" ON "purchases" USING btree ("buyer_account_id","month");--> statement-breakpoint
CREATE INDEX "purchases_seller" ON "purchases" USING btree ("seller_account_id","created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Purchases are only added, and are what their entries say: what left one merchant's account and reached another's, and nobody else's. A reference is paid once between two.
CREATE TRIGGER purchases_no_change BEFORE UPDATE OR DELETE ON purchases FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER purchases_no_truncate BEFORE TRUNCATE ON purchases FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_purchase() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM journals j JOIN accounts b ON b.id = NEW.buyer_account_id AND b.kind = 'merchant' JOIN accounts s ON s.id = NEW.seller_account_id AND s.kind = 'merchant' WHERE j.id = NEW.journal_id AND j.kind = 'purchase' AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = b.id) AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = s.id) AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.journal_id = j.id AND e.account_id NOT IN (b.id, s.id))) THEN RAISE EXCEPTION 'purchase_true' USING ERRCODE = '23514', CONSTRAINT = 'purchase_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER purchases_true BEFORE INSERT ON purchases FOR EACH ROW EXECUTE FUNCTION refuse_untrue_purchase();
--> statement-breakpoint
-- The month is reckoned here, with the limit that came with the row. The buyer's row is locked first, so that the sum sees every purchase before this one, also where they take of different funds.
CREATE FUNCTION refuse_purchase_above_month() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.buyer_account_id FOR NO KEY UPDATE; IF NEW.month <> to_char(to_timestamp((NEW.created_at + 32400000) / 1000) AT TIME ZONE 'UTC', 'YYYY-MM') THEN RAISE EXCEPTION 'purchase_month_true' USING ERRCODE = '23514', CONSTRAINT = 'purchase_month_true'; END IF; IF NEW.amount_yen + (SELECT COALESCE(SUM(amount_yen), 0) FROM purchases WHERE buyer_account_id = NEW.buyer_account_id AND month = NEW.month) > NEW.month_limit_yen THEN RAISE EXCEPTION 'purchase_month_limit' USING ERRCODE = '23514', CONSTRAINT = 'purchase_month_limit'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER purchases_within_month BEFORE INSERT ON purchases FOR EACH ROW EXECUTE FUNCTION refuse_purchase_above_month();
