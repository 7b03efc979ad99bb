CREATE TABLE "fee_invoices" (
	"merchant_id" text NOT NULL,
	"month" text NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"covers_from_at" bigint NOT NULL,
	"issuer" text NOT NULL,
	"year" bigint NOT NULL,
	"number" bigint NOT NULL,
	"amount_yen" bigint NOT NULL,
	"document" text NOT NULL,
	"document_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "fee_invoices_month" PRIMARY KEY("merchant_id","month"),
	CONSTRAINT "fee_invoice_closed" CHECK ("fee_invoices"."from_at" <= "fee_invoices"."covers_from_at" and "fee_invoices"."covers_from_at" < "fee_invoices"."until_at" and "fee_invoices"."until_at" <= "fee_invoices"."created_at"),
	CONSTRAINT "fee_invoice_positive" CHECK ("fee_invoices"."amount_yen" > 0 and "fee_invoices"."number" > 0)
);
--> statement-breakpoint
ALTER TABLE "fee_invoices" ADD CONSTRAINT "fee_invoices_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fee_invoices_number" ON "fee_invoices" USING btree ("issuer","year","number");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER fee_invoices_no_change BEFORE UPDATE OR DELETE ON fee_invoices FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER fee_invoices_no_truncate BEFORE TRUNCATE ON fee_invoices FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Next in turn of the issuer's year, and what the fees of that time come to.
CREATE FUNCTION refuse_untrue_fee_invoice() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM merchants m WHERE m.id = NEW.merchant_id AND NEW.number = 1 + (SELECT COUNT(*) FROM fee_invoices i WHERE i.issuer = NEW.issuer AND i.year = NEW.year) AND NEW.amount_yen = (SELECT SUM(f.amount_yen) FROM merchant_fees f JOIN journals j ON j.id = f.journal_id WHERE f.merchant_id = NEW.merchant_id AND j.created_at >= NEW.covers_from_at AND j.created_at < NEW.until_at)) THEN RAISE EXCEPTION 'fee_invoice_true' USING ERRCODE = '23514', CONSTRAINT = 'fee_invoice_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER fee_invoices_true BEFORE INSERT ON fee_invoices FOR EACH ROW EXECUTE FUNCTION refuse_untrue_fee_invoice();
--> statement-breakpoint
-- No fee is booked into a time that an invoice has closed.
CREATE FUNCTION refuse_fee_of_closed_month() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM fee_invoices i JOIN journals j ON j.id = NEW.journal_id WHERE i.merchant_id = NEW.merchant_id AND j.created_at >= i.from_at AND j.created_at < i.until_at) THEN RAISE EXCEPTION 'merchant_fee_open' USING ERRCODE = '23514', CONSTRAINT = 'merchant_fee_open'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER merchant_fees_open BEFORE INSERT ON merchant_fees FOR EACH ROW EXECUTE FUNCTION refuse_fee_of_closed_month();
