CREATE TABLE "offline_keys" (
	"handle" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"device_id" text NOT NULL,
	"ends_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "offline_key_lasts" CHECK ("offline_keys"."ends_at" > "offline_keys"."created_at")
);
--> statement-breakpoint
ALTER TABLE "offline_keys" ADD CONSTRAINT "offline_keys_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_keys" ADD CONSTRAINT "offline_keys_device_id_wallet_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."wallet_devices"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Keys to make codes by are only added, and given to a device of their wallet.
CREATE TRIGGER offline_keys_no_change BEFORE UPDATE OR DELETE ON offline_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER offline_keys_no_truncate BEFORE TRUNCATE ON offline_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_offline_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM wallet_devices d WHERE d.id = NEW.device_id AND d.wallet_id = NEW.wallet_id) THEN RAISE EXCEPTION 'offline_key_true' USING ERRCODE = '23514', CONSTRAINT = 'offline_key_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER offline_keys_true BEFORE INSERT ON offline_keys FOR EACH ROW EXECUTE FUNCTION refuse_untrue_offline_key();
