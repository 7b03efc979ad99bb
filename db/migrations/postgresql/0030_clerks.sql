CREATE TABLE "clerk_refund_days" (
	"clerk_id" text NOT NULL,
	"day" text NOT NULL,
	"refunded_yen" bigint NOT NULL,
	CONSTRAINT "clerk_refund_days_clerk_id_day_pk" PRIMARY KEY("clerk_id","day"),
	CONSTRAINT "clerk_refund_day_positive" CHECK ("clerk_refund_days"."refunded_yen" > 0)
);
--> statement-breakpoint
CREATE TABLE "clerks" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"name" text NOT NULL,
	"pin_hash" text NOT NULL,
	"wrong_tries" bigint NOT NULL,
	"may_take" boolean NOT NULL,
	"may_see_takings" boolean NOT NULL,
	"refund_yen_max" bigint NOT NULL,
	"refund_day_yen_max" bigint NOT NULL,
	"ended_at" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "clerk_pin_tries" CHECK ("clerks"."wrong_tries" between 0 and 10),
	CONSTRAINT "clerk_refund_limits" CHECK ("clerks"."refund_yen_max" >= 0 and "clerks"."refund_day_yen_max" >= 0)
);
--> statement-breakpoint
CREATE TABLE "till_acts" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"what" text NOT NULL,
	"payment_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"day" text NOT NULL,
	"clerk_id" text,
	"device_id" text,
	"user_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "till_act_what" CHECK ("till_acts"."what" in ('charge', 'refund')),
	CONSTRAINT "till_act_amount" CHECK ("till_acts"."amount_yen" > 0),
	CONSTRAINT "till_act_by" CHECK (("till_acts"."clerk_id" is null) = ("till_acts"."device_id" is null) and ("till_acts"."clerk_id" is null) = ("till_acts"."user_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "till_devices" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"clerk_id" text,
	"on_duty_until" bigint,
	"ended_at" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "till_device_duty" CHECK (("till_devices"."clerk_id" is null) = ("till_devices"."on_duty_until" is null))
);
--> statement-breakpoint
ALTER TABLE "clerk_refund_days" ADD CONSTRAINT "clerk_refund_days_clerk_id_clerks_id_fk" FOREIGN KEY ("clerk_id") REFERENCES "public"."clerks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clerks" ADD CONSTRAINT "clerks_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_acts" ADD CONSTRAINT "till_acts_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_acts" ADD CONSTRAINT "till_acts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_acts" ADD CONSTRAINT "till_acts_clerk_id_clerks_id_fk" FOREIGN KEY ("clerk_id") REFERENCES "public"."clerks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_acts" ADD CONSTRAINT "till_acts_device_id_till_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."till_devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_devices" ADD CONSTRAINT "till_devices_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_devices" ADD CONSTRAINT "till_devices_clerk_id_clerks_id_fk" FOREIGN KEY ("clerk_id") REFERENCES "public"."clerks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clerks_merchant" ON "clerks" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "till_acts_merchant" ON "till_acts" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "till_devices_merchant" ON "till_devices" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "till_devices_clerk" ON "till_devices" USING btree ("clerk_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER till_acts_no_change BEFORE UPDATE OR DELETE ON till_acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER till_acts_no_truncate BEFORE TRUNCATE ON till_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A clerk does what the shop allows at this moment, at a till that is not signed out and at which the clerk stands. The day's counter holds this refund by now, and its row lets one refund of the clerk pass at a time. The locks make whoever ends the clerk or the till wait for this act, and this act for them.
CREATE FUNCTION refuse_till_act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM clerks WHERE id = NEW.clerk_id FOR SHARE; PERFORM 1 FROM till_devices WHERE id = NEW.device_id FOR SHARE; IF NOT EXISTS (SELECT 1 FROM clerks c JOIN till_devices d ON d.id = NEW.device_id WHERE c.id = NEW.clerk_id AND c.merchant_id = NEW.merchant_id AND d.merchant_id = NEW.merchant_id AND c.ended_at IS NULL AND d.ended_at IS NULL AND d.clerk_id = c.id AND d.on_duty_until >= NEW.created_at AND ((NEW.what = 'charge' AND c.may_take) OR (NEW.what = 'refund' AND NEW.amount_yen <= c.refund_yen_max AND (SELECT r.refunded_yen FROM clerk_refund_days r WHERE r.clerk_id = c.id AND r.day = NEW.day) BETWEEN NEW.amount_yen AND c.refund_day_yen_max))) THEN RAISE EXCEPTION 'till_act_allowed' USING ERRCODE = '23514', CONSTRAINT = 'till_act_allowed'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER till_acts_allowed BEFORE INSERT ON till_acts FOR EACH ROW WHEN (NEW.clerk_id IS NOT NULL) EXECUTE FUNCTION refuse_till_act();
--> statement-breakpoint
-- A counter only counts up, and stays that of its clerk and day.
CREATE TRIGGER clerk_refund_days_no_delete BEFORE DELETE ON clerk_refund_days FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER clerk_refund_days_no_truncate BEFORE TRUNCATE ON clerk_refund_days FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER clerk_refund_days_grow BEFORE UPDATE ON clerk_refund_days FOR EACH ROW WHEN (NEW.clerk_id <> OLD.clerk_id OR NEW.day <> OLD.day OR NEW.refunded_yen <= OLD.refunded_yen) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who has ended, and a till that was signed out, stay so: whoever found one comes back with nothing.
CREATE FUNCTION refuse_end_again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'end_stays' USING ERRCODE = '23514', CONSTRAINT = 'end_stays'; END $$;
--> statement-breakpoint
CREATE TRIGGER clerks_end_stays BEFORE UPDATE OF ended_at ON clerks FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION refuse_end_again();
--> statement-breakpoint
CREATE TRIGGER till_devices_end_stays BEFORE UPDATE OF ended_at ON till_devices FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION refuse_end_again();
