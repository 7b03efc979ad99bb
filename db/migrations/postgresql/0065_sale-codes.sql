CREATE TABLE "sale_code_ends" (
	"merchant_account_id" text NOT NULL,
	"reference" text NOT NULL,
	"journal_id" text,
	"withdrawn_by" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "sale_code_ends_merchant_account_id_reference_pk" PRIMARY KEY("merchant_account_id","reference"),
	CONSTRAINT "sale_code_ended_one_way" CHECK (("sale_code_ends"."journal_id" is null) <> ("sale_code_ends"."withdrawn_by" is null))
);
--> statement-breakpoint
ALTER TABLE "sale_code_ends" ADD CONSTRAINT "sale_code_ends_merchant_account_id_accounts_id_fk" FOREIGN KEY ("merchant_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sale_code_ends" ADD CONSTRAINT "sale_code_ends_journal_id_payments_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."payments"("journal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sale_code_ends_payment" ON "sale_code_ends" USING btree ("journal_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER sale_code_ends_no_change BEFORE UPDATE OR DELETE ON sale_code_ends FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sale_code_ends_no_truncate BEFORE TRUNCATE ON sale_code_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Of a merchant; paid by a payment to that very merchant, which is written in the same list.
CREATE FUNCTION refuse_untrue_sale_code_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = NEW.merchant_account_id AND a.kind = 'merchant') OR (NEW.journal_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.journal_id = NEW.journal_id AND p.merchant_account_id = NEW.merchant_account_id AND p.created_at = NEW.created_at AND NOT EXISTS (SELECT 1 FROM journal_balanced b WHERE b.journal_id = p.journal_id))) THEN RAISE EXCEPTION 'sale_code_end_true' USING ERRCODE = '23514', CONSTRAINT = 'sale_code_end_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER sale_code_ends_true BEFORE INSERT ON sale_code_ends FOR EACH ROW EXECUTE FUNCTION refuse_untrue_sale_code_end();
