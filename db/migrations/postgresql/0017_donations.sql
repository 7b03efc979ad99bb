CREATE TABLE "causes" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"merchant_account_id" text NOT NULL,
	"name_ja" text NOT NULL,
	"name_en" text NOT NULL,
	"purpose_ja" text NOT NULL,
	"purpose_en" text NOT NULL,
	"registered_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint,
	"ended_by" text,
	CONSTRAINT "cause_ended_by" CHECK (("causes"."ended_at" is null) = ("causes"."ended_by" is null))
);
--> statement-breakpoint
CREATE TABLE "donations" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"cause_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "donation_positive" CHECK ("donations"."amount_yen" > 0)
);
--> statement-breakpoint
ALTER TABLE "causes" ADD CONSTRAINT "causes_merchant_account_id_accounts_id_fk" FOREIGN KEY ("merchant_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_cause_id_causes_id_fk" FOREIGN KEY ("cause_id") REFERENCES "public"."causes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "causes_merchant" ON "causes" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "donations_wallet" ON "donations" USING btree ("wallet_id","created_at");--> statement-breakpoint
CREATE INDEX "donations_cause" ON "donations" USING btree ("cause_id","created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Donations are only added, and are what their entries say: paid money of one wallet for the cause's organisation. What is free stays with whom a town gave it to.
CREATE TRIGGER donations_no_change BEFORE UPDATE OR DELETE ON donations FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER donations_no_truncate BEFORE TRUNCATE ON donations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_donation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM causes WHERE id = NEW.cause_id AND ended_at IS NOT NULL) THEN RAISE EXCEPTION 'donation_cause_open' USING ERRCODE = '23514', CONSTRAINT = 'donation_cause_open'; END IF; IF NOT EXISTS (SELECT 1 FROM journals j JOIN causes c ON c.id = NEW.cause_id WHERE j.id = NEW.journal_id AND j.kind = 'donate' AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND e.account_id = NEW.wallet_id AND l.account_id = NEW.wallet_id AND l.instrument = 'paid') AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = c.merchant_account_id) AND NOT EXISTS (SELECT 1 FROM entries e LEFT JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND (l.instrument = 'free' OR e.account_id NOT IN (NEW.wallet_id, c.merchant_account_id)))) THEN RAISE EXCEPTION 'donation_true' USING ERRCODE = '23514', CONSTRAINT = 'donation_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER donations_true BEFORE INSERT ON donations FOR EACH ROW EXECUTE FUNCTION refuse_untrue_donation();
--> statement-breakpoint
-- A cause stays what was registered; it ends once, and is an organisation's that has an account.
CREATE TRIGGER causes_no_delete BEFORE DELETE ON causes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER causes_no_truncate BEFORE TRUNCATE ON causes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER causes_fixed BEFORE UPDATE OF id, merchant_id, merchant_account_id, name_ja, name_en, purpose_ja, purpose_en, registered_by, created_at ON causes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER causes_end_once BEFORE UPDATE ON causes FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_cause() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.merchant_account_id AND kind = 'merchant') THEN RAISE EXCEPTION 'cause_true' USING ERRCODE = '23514', CONSTRAINT = 'cause_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER causes_true BEFORE INSERT ON causes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_cause();
