CREATE TABLE "admission_versions" (
	"institution" text NOT NULL,
	"version" bigint NOT NULL,
	"text_ja" text NOT NULL,
	"text_en" text NOT NULL,
	"source" text NOT NULL,
	"said_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "admission_versions_institution_version_pk" PRIMARY KEY("institution","version"),
	CONSTRAINT "admission_version_both" CHECK (("admission_versions"."text_ja" = '') = ("admission_versions"."text_en" = ''))
);
--> statement-breakpoint
CREATE TABLE "shop_tie_steps" (
	"tie_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"done_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_tie_steps_tie_id_number_pk" PRIMARY KEY("tie_id","number"),
	CONSTRAINT "shop_tie_step_what" CHECK ("shop_tie_steps"."what" in ('agreed', 'refused', 'ended'))
);
--> statement-breakpoint
CREATE TABLE "shop_ties" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"item" text NOT NULL,
	"merchant_id" text NOT NULL,
	"what" text NOT NULL,
	"number" bigint NOT NULL,
	"asked_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_tie_what" CHECK ("shop_ties"."what" = 'sells' or ("shop_ties"."what" = 'admission' and "shop_ties"."item" = ''))
);
--> statement-breakpoint
ALTER TABLE "shop_tie_steps" ADD CONSTRAINT "shop_tie_steps_tie_id_shop_ties_id_fk" FOREIGN KEY ("tie_id") REFERENCES "public"."shop_ties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_ties" ADD CONSTRAINT "shop_ties_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shop_ties_one" ON "shop_ties" USING btree ("institution","item","merchant_id","what","number");--> statement-breakpoint
CREATE INDEX "shop_ties_merchant" ON "shop_ties" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "shop_ties_item" ON "shop_ties" USING btree ("item");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_ties_no_change BEFORE UPDATE OR DELETE ON shop_ties FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_ties_no_truncate BEFORE TRUNCATE ON shop_ties FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_no_change BEFORE UPDATE OR DELETE ON shop_tie_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_no_truncate BEFORE TRUNCATE ON shop_tie_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER admission_versions_no_change BEFORE UPDATE OR DELETE ON admission_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER admission_versions_no_truncate BEFORE TRUNCATE ON admission_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Asked for again once the one before was refused or has ended.
CREATE FUNCTION refuse_untrue_shop_ties() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_ties WHERE institution = NEW.institution AND item = NEW.item AND merchant_id = NEW.merchant_id AND what = NEW.what) OR EXISTS (SELECT 1 FROM shop_ties o WHERE o.institution = NEW.institution AND o.item = NEW.item AND o.merchant_id = NEW.merchant_id AND o.what = NEW.what AND NOT EXISTS (SELECT 1 FROM shop_tie_steps s WHERE s.tie_id = o.id AND s.what <> 'agreed')) THEN RAISE EXCEPTION 'shop_tie_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_tie_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_ties_true BEFORE INSERT ON shop_ties FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_ties();
--> statement-breakpoint
-- Agreed to once, by somebody else than who asked unless they keep the shop; ended once, and then nothing.
CREATE FUNCTION refuse_untrue_shop_tie_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_tie_steps WHERE tie_id = NEW.tie_id) OR NOT ((NEW.number = 1 AND NEW.what IN ('refused', 'ended')) OR (NEW.number = 1 AND NEW.what = 'agreed' AND EXISTS (SELECT 1 FROM shop_ties o WHERE o.id = NEW.tie_id AND (o.asked_by <> NEW.done_by OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = o.merchant_id AND m.user_id = NEW.done_by)))) OR (NEW.number = 2 AND NEW.what = 'ended' AND EXISTS (SELECT 1 FROM shop_tie_steps p WHERE p.tie_id = NEW.tie_id AND p.number = 1 AND p.what = 'agreed'))) THEN RAISE EXCEPTION 'shop_tie_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_tie_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_tie_steps_true BEFORE INSERT ON shop_tie_steps FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_tie_steps();
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE FUNCTION refuse_untrue_admission_versions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.version <> 1 + (SELECT COUNT(*) FROM admission_versions WHERE institution = NEW.institution) THEN RAISE EXCEPTION 'admission_version_true' USING ERRCODE = '23514', CONSTRAINT = 'admission_version_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER admission_versions_true BEFORE INSERT ON admission_versions FOR EACH ROW EXECUTE FUNCTION refuse_untrue_admission_versions();
