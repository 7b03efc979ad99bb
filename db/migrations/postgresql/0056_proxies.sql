CREATE TABLE "proxies" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"device_id" text NOT NULL,
	"relation" text NOT NULL,
	"payment_yen_max" bigint NOT NULL,
	"day_yen_max" bigint NOT NULL,
	"ends_at" bigint,
	"invitation_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "proxy_limits" CHECK ("proxies"."payment_yen_max" between 1 and "proxies"."day_yen_max"),
	CONSTRAINT "proxy_number" CHECK ("proxies"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "proxy_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"proxy_id" text NOT NULL,
	"what" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"day" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "proxy_act_what" CHECK ("proxy_acts"."what" in ('pay', 'top_up')),
	CONSTRAINT "proxy_act_amount" CHECK ("proxy_acts"."amount_yen" > 0)
);
--> statement-breakpoint
CREATE TABLE "proxy_days" (
	"wallet_id" text NOT NULL,
	"number" bigint NOT NULL,
	"day" text NOT NULL,
	"paid_yen" bigint NOT NULL,
	"limit_yen" bigint NOT NULL,
	CONSTRAINT "proxy_days_wallet_id_number_day_pk" PRIMARY KEY("wallet_id","number","day"),
	CONSTRAINT "proxy_day_within_limit" CHECK ("proxy_days"."paid_yen" > 0 and "proxy_days"."paid_yen" <= "proxy_days"."limit_yen")
);
--> statement-breakpoint
CREATE TABLE "proxy_endings" (
	"proxy_id" text PRIMARY KEY NOT NULL,
	"by" text NOT NULL,
	"ended_by" text,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "proxy_ending_by" CHECK ("proxy_endings"."by" in ('proxy', 'code', 'device', 'staff')),
	CONSTRAINT "proxy_ending_known" CHECK (("proxy_endings"."by" = 'code') = ("proxy_endings"."ended_by" is null))
);
--> statement-breakpoint
CREATE TABLE "proxy_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"wallet_id" text NOT NULL,
	"relation" text NOT NULL,
	"payment_yen_max" bigint NOT NULL,
	"day_yen_max" bigint NOT NULL,
	"ends_at" bigint,
	"by" text NOT NULL,
	"valid_until" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "proxy_invitation_by" CHECK ("proxy_invitations"."by" in ('code', 'device')),
	CONSTRAINT "proxy_invitation_limits" CHECK ("proxy_invitations"."payment_yen_max" between 1 and "proxy_invitations"."day_yen_max"),
	CONSTRAINT "proxy_invitation_lasts" CHECK ("proxy_invitations"."valid_until" > "proxy_invitations"."created_at")
);
--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_device_id_wallet_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."wallet_devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxies" ADD CONSTRAINT "proxies_invitation_id_proxy_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."proxy_invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_acts" ADD CONSTRAINT "proxy_acts_proxy_id_proxies_id_fk" FOREIGN KEY ("proxy_id") REFERENCES "public"."proxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_days" ADD CONSTRAINT "proxy_days_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_endings" ADD CONSTRAINT "proxy_endings_proxy_id_proxies_id_fk" FOREIGN KEY ("proxy_id") REFERENCES "public"."proxies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxy_invitations" ADD CONSTRAINT "proxy_invitations_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "proxies_number" ON "proxies" USING btree ("wallet_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "proxies_invitation" ON "proxies" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "proxies_device" ON "proxies" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "proxy_acts_proxy" ON "proxy_acts" USING btree ("proxy_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "proxy_invitations_code" ON "proxy_invitations" USING btree ("code_hash");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER proxies_no_change BEFORE UPDATE OR DELETE ON proxies FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxies_no_truncate BEFORE TRUNCATE ON proxies FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_change BEFORE UPDATE OR DELETE ON proxy_invitations FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_truncate BEFORE TRUNCATE ON proxy_invitations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_change BEFORE UPDATE OR DELETE ON proxy_endings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_truncate BEFORE TRUNCATE ON proxy_endings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_change BEFORE UPDATE OR DELETE ON proxy_acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_truncate BEFORE TRUNCATE ON proxy_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who opened a wallet for somebody is its first proxy, and it has no phone of its own; every other one was let in by the owner's side, as it said, in time. Nobody is the proxy of the wallet of their own phone.
CREATE FUNCTION refuse_uninvited_proxy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.invitation_id IS NULL AND (NEW.number <> 1 OR EXISTS (SELECT 1 FROM wallet_devices WHERE wallet_id = NEW.wallet_id))) OR (NEW.invitation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM proxy_invitations i WHERE i.id = NEW.invitation_id AND i.wallet_id = NEW.wallet_id AND i.relation = NEW.relation AND i.payment_yen_max = NEW.payment_yen_max AND i.day_yen_max = NEW.day_yen_max AND coalesce(i.ends_at, 0) = coalesce(NEW.ends_at, 0) AND NEW.created_at <= i.valid_until)) OR EXISTS (SELECT 1 FROM wallet_devices WHERE id = NEW.device_id AND wallet_id = NEW.wallet_id) THEN RAISE EXCEPTION 'proxy_invited' USING ERRCODE = '23514', CONSTRAINT = 'proxy_invited'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER proxies_invited BEFORE INSERT ON proxies FOR EACH ROW EXECUTE FUNCTION refuse_uninvited_proxy();
--> statement-breakpoint
-- A proxy does what it may at this moment: not taken away, not over, its phone still its own wallet's and that one not stopped. The day's counter holds this payment by now. The locks make whoever takes the proxy or its phone away wait for this act, and this act for them.
CREATE FUNCTION refuse_proxy_act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM proxies WHERE id = NEW.proxy_id FOR SHARE; PERFORM 1 FROM wallet_devices WHERE id = (SELECT device_id FROM proxies WHERE id = NEW.proxy_id) FOR SHARE; IF NOT EXISTS (SELECT 1 FROM proxies p JOIN wallet_devices d ON d.id = p.device_id JOIN wallets o ON o.account_id = d.wallet_id WHERE p.id = NEW.proxy_id AND d.revoked_at IS NULL AND o.frozen_at IS NULL AND (p.ends_at IS NULL OR p.ends_at >= NEW.created_at) AND NOT EXISTS (SELECT 1 FROM proxy_endings e WHERE e.proxy_id = p.id) AND ((NEW.what = 'top_up' AND EXISTS (SELECT 1 FROM topups t WHERE t.id = NEW.id AND t.wallet_id = p.wallet_id AND t.amount_yen = NEW.amount_yen)) OR (NEW.what = 'pay' AND EXISTS (SELECT 1 FROM payments y WHERE y.journal_id = NEW.id AND y.wallet_id = p.wallet_id AND y.amount_yen = NEW.amount_yen) AND NEW.amount_yen <= p.payment_yen_max AND (SELECT c.paid_yen FROM proxy_days c WHERE c.wallet_id = p.wallet_id AND c.number = p.number AND c.day = NEW.day) BETWEEN NEW.amount_yen AND p.day_yen_max))) THEN RAISE EXCEPTION 'proxy_act_allowed' USING ERRCODE = '23514', CONSTRAINT = 'proxy_act_allowed'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER proxy_acts_allowed BEFORE INSERT ON proxy_acts FOR EACH ROW EXECUTE FUNCTION refuse_proxy_act();
--> statement-breakpoint
CREATE FUNCTION wait_for_proxy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM proxies WHERE id = NEW.proxy_id FOR UPDATE; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER proxy_endings_wait BEFORE INSERT ON proxy_endings FOR EACH ROW EXECUTE FUNCTION wait_for_proxy();
--> statement-breakpoint
-- A counter only counts up, and stays that of its wallet, number and day.
CREATE TRIGGER proxy_days_no_delete BEFORE DELETE ON proxy_days FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_days_no_truncate BEFORE TRUNCATE ON proxy_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER proxy_days_grow BEFORE UPDATE ON proxy_days FOR EACH ROW WHEN (NEW.wallet_id <> OLD.wallet_id OR NEW.number <> OLD.number OR NEW.day <> OLD.day OR NEW.paid_yen <= OLD.paid_yen) EXECUTE FUNCTION refuse_change();
