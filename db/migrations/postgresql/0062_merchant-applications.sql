CREATE TABLE "merchant_application_steps" (
	"merchant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"done_by" text NOT NULL,
	"reason" text NOT NULL,
	"verdict" text,
	"checks" text,
	"payload_hash" text,
	"expires_at" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "merchant_application_steps_merchant_id_number_pk" PRIMARY KEY("merchant_id","number"),
	CONSTRAINT "merchant_application_what" CHECK ("merchant_application_steps"."what" in ('proposed', 'approved', 'returned')),
	CONSTRAINT "merchant_application_proposed" CHECK (("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."verdict" is not null) and ("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."checks" is not null) and ("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."expires_at" is not null) and ("merchant_application_steps"."what" = 'returned') = ("merchant_application_steps"."payload_hash" is null)),
	CONSTRAINT "merchant_application_verdict" CHECK ("merchant_application_steps"."verdict" is null or "merchant_application_steps"."verdict" in ('accept', 'refuse'))
);
--> statement-breakpoint
ALTER TABLE "merchant_application_steps" ADD CONSTRAINT "merchant_application_steps_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "merchant_application_steps_created" ON "merchant_application_steps" USING btree ("created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER merchant_application_steps_no_change BEFORE UPDATE OR DELETE ON merchant_application_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER merchant_application_steps_no_truncate BEFORE TRUNCATE ON merchant_application_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Proposed by one who does not work there, let go by another while it stands, as it was read; sent back, or run out, it is proposed anew.
CREATE FUNCTION refuse_untrue_merchant_application() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM merchant_application_steps WHERE merchant_id = NEW.merchant_id) OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = NEW.merchant_id AND m.user_id = NEW.done_by) OR NOT ((NEW.what = 'proposed' AND (NEW.number = 1 OR EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND (p.what = 'returned' OR (p.what = 'proposed' AND p.expires_at < NEW.created_at))))) OR (NEW.what = 'approved' AND EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND p.what = 'proposed' AND p.done_by <> NEW.done_by AND p.payload_hash = NEW.payload_hash AND p.expires_at >= NEW.created_at)) OR (NEW.what = 'returned' AND EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND p.what = 'proposed'))) THEN RAISE EXCEPTION 'merchant_application_true' USING ERRCODE = '23514', CONSTRAINT = 'merchant_application_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER merchant_application_steps_true BEFORE INSERT ON merchant_application_steps FOR EACH ROW EXECUTE FUNCTION refuse_untrue_merchant_application();
--> statement-breakpoint
-- A shop that applied is accepted or refused only by who let that very proposal go.
CREATE FUNCTION refuse_undecided_merchant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.status IN ('applied', 'refused') AND NEW.status <> OLD.status AND NEW.status IN ('applied', 'approved', 'refused', 'suspended') AND NOT EXISTS (SELECT 1 FROM merchant_application_steps a JOIN merchant_application_steps p ON p.merchant_id = a.merchant_id AND p.number = a.number - 1 WHERE a.merchant_id = NEW.id AND a.what = 'approved' AND a.done_by = NEW.decided_by AND p.verdict = CASE NEW.status WHEN 'approved' THEN 'accept' WHEN 'refused' THEN 'refuse' END AND OLD.status = 'applied') THEN RAISE EXCEPTION 'merchant_application_true' USING ERRCODE = '23514', CONSTRAINT = 'merchant_application_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER merchants_decided_true BEFORE UPDATE ON merchants FOR EACH ROW EXECUTE FUNCTION refuse_undecided_merchant();
