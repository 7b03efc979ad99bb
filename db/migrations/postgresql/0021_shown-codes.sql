CREATE TABLE "shown_code_uses" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"journal_id" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shown_codes" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"device_id" text NOT NULL,
	"ends_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shown_code_lasts" CHECK ("shown_codes"."ends_at" > "shown_codes"."created_at")
);
--> statement-breakpoint
ALTER TABLE "shown_code_uses" ADD CONSTRAINT "shown_code_uses_code_hash_shown_codes_code_hash_fk" FOREIGN KEY ("code_hash") REFERENCES "public"."shown_codes"("code_hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_code_uses" ADD CONSTRAINT "shown_code_uses_journal_id_payments_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."payments"("journal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_codes" ADD CONSTRAINT "shown_codes_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shown_codes" ADD CONSTRAINT "shown_codes_device_id_wallet_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."wallet_devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shown_code_uses_payment" ON "shown_code_uses" USING btree ("journal_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Codes that holders show are only added, and shown by a device of their wallet.
CREATE TRIGGER shown_codes_no_change BEFORE UPDATE OR DELETE ON shown_codes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shown_codes_no_truncate BEFORE TRUNCATE ON shown_codes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_shown_code() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM wallet_devices d WHERE d.id = NEW.device_id AND d.wallet_id = NEW.wallet_id) THEN RAISE EXCEPTION 'shown_code_true' USING ERRCODE = '23514', CONSTRAINT = 'shown_code_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shown_codes_true BEFORE INSERT ON shown_codes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shown_code();
--> statement-breakpoint
-- A code is used once, up to its end, by a payment of its own wallet that is written in the same list.
CREATE TRIGGER shown_code_uses_no_change BEFORE UPDATE OR DELETE ON shown_code_uses FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_no_truncate BEFORE TRUNCATE ON shown_code_uses FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_shown_code_use() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM payments p JOIN shown_codes c ON c.code_hash = NEW.code_hash AND c.wallet_id = p.wallet_id WHERE p.journal_id = NEW.journal_id AND p.created_at = NEW.created_at AND NEW.created_at <= c.ends_at AND NOT EXISTS (SELECT 1 FROM journal_balanced b WHERE b.journal_id = p.journal_id)) THEN RAISE EXCEPTION 'shown_code_use_true' USING ERRCODE = '23514', CONSTRAINT = 'shown_code_use_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_true BEFORE INSERT ON shown_code_uses FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shown_code_use();
