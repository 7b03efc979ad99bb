CREATE TABLE "code_report_steps" (
	"report_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"done_by" text NOT NULL,
	"note" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "code_report_steps_report_id_number_pk" PRIMARY KEY("report_id","number"),
	CONSTRAINT "code_report_what" CHECK ("code_report_steps"."what" in ('taken_up', 'sticker_found', 'no_sticker'))
);
--> statement-breakpoint
CREATE TABLE "code_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"code_text" text NOT NULL,
	"merchant_id" text,
	"unreadable" text,
	"sign_says" text NOT NULL,
	"municipality" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "code_report_reads" CHECK (("code_reports"."merchant_id" is null) = ("code_reports"."unreadable" is not null))
);
--> statement-breakpoint
CREATE TABLE "shop_picture_steps" (
	"picture_id" text NOT NULL,
	"number" bigint NOT NULL,
	"what" text NOT NULL,
	"done_by" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_picture_steps_picture_id_number_pk" PRIMARY KEY("picture_id","number"),
	CONSTRAINT "shop_picture_what" CHECK ("shop_picture_steps"."what" in ('approved', 'refused', 'removed', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "shop_pictures" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"sha256" text NOT NULL,
	"alt_ja" text NOT NULL,
	"alt_en" text NOT NULL,
	"sent_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "code_report_steps" ADD CONSTRAINT "code_report_steps_report_id_code_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."code_reports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "code_reports" ADD CONSTRAINT "code_reports_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_picture_steps" ADD CONSTRAINT "shop_picture_steps_picture_id_shop_pictures_id_fk" FOREIGN KEY ("picture_id") REFERENCES "public"."shop_pictures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shop_pictures" ADD CONSTRAINT "shop_pictures_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "code_reports_created" ON "code_reports" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "code_reports_merchant" ON "code_reports" USING btree ("merchant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "shop_pictures_merchant" ON "shop_pictures" USING btree ("merchant_id","number");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_pictures_no_change BEFORE UPDATE OR DELETE ON shop_pictures FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_pictures_no_truncate BEFORE TRUNCATE ON shop_pictures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_change BEFORE UPDATE OR DELETE ON shop_picture_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_truncate BEFORE TRUNCATE ON shop_picture_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER code_reports_no_change BEFORE UPDATE OR DELETE ON code_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER code_reports_no_truncate BEFORE TRUNCATE ON code_reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_change BEFORE UPDATE OR DELETE ON code_report_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_truncate BEFORE TRUNCATE ON code_report_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The next picture of a shop comes when the one before is decided.
CREATE FUNCTION refuse_untrue_shop_pictures() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_pictures WHERE merchant_id = NEW.merchant_id) OR EXISTS (SELECT 1 FROM shop_pictures o WHERE o.merchant_id = NEW.merchant_id AND NOT EXISTS (SELECT 1 FROM shop_picture_steps s WHERE s.picture_id = o.id)) THEN RAISE EXCEPTION 'shop_picture_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_picture_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_pictures_true BEFORE INSERT ON shop_pictures FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_pictures();
--> statement-breakpoint
-- Decided once, by nobody who sent it or works at the shop; taken away once, after it was approved.
CREATE FUNCTION refuse_untrue_shop_picture_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_picture_steps WHERE picture_id = NEW.picture_id) OR NOT ((NEW.number = 1 AND NEW.what IN ('refused', 'withdrawn')) OR (NEW.number = 1 AND NEW.what = 'approved' AND NOT EXISTS (SELECT 1 FROM shop_pictures o WHERE o.id = NEW.picture_id AND (o.sent_by = NEW.done_by OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = o.merchant_id AND m.user_id = NEW.done_by)))) OR (NEW.what IN ('removed', 'withdrawn') AND EXISTS (SELECT 1 FROM shop_picture_steps p WHERE p.picture_id = NEW.picture_id AND p.number = NEW.number - 1 AND p.what = 'approved'))) THEN RAISE EXCEPTION 'shop_picture_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_picture_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_true BEFORE INSERT ON shop_picture_steps FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_picture_steps();
--> statement-breakpoint
-- Taken up once, ended once, and then nothing.
CREATE FUNCTION refuse_untrue_code_report_steps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM code_report_steps WHERE report_id = NEW.report_id) OR NOT (NEW.number = 1 OR (NEW.number = 2 AND NEW.what <> 'taken_up' AND EXISTS (SELECT 1 FROM code_report_steps p WHERE p.report_id = NEW.report_id AND p.number = 1 AND p.what = 'taken_up'))) THEN RAISE EXCEPTION 'code_report_true' USING ERRCODE = '23514', CONSTRAINT = 'code_report_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER code_report_steps_true BEFORE INSERT ON code_report_steps FOR EACH ROW EXECUTE FUNCTION refuse_untrue_code_report_steps();
