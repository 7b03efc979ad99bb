CREATE TABLE "secondment_ends" (
	"secondment_id" text PRIMARY KEY NOT NULL,
	"ended_by" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secondments" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"from_town" text NOT NULL,
	"town" text NOT NULL,
	"works" text NOT NULL,
	"first_day" text NOT NULL,
	"last_day" text NOT NULL,
	"begins_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"reason" text NOT NULL,
	"requested_by" text NOT NULL,
	"approved_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "secondment_four_eyes" CHECK ("secondments"."approved_by" <> "secondments"."requested_by" and "secondments"."approved_by" <> "secondments"."user_id"),
	CONSTRAINT "secondment_days" CHECK ("secondments"."begins_at" < "secondments"."ends_at" and "secondments"."from_town" <> "secondments"."town")
);
--> statement-breakpoint
ALTER TABLE "office_acts" ADD COLUMN "secondment_id" text;--> statement-breakpoint
ALTER TABLE "secondment_ends" ADD CONSTRAINT "secondment_ends_secondment_id_secondments_id_fk" FOREIGN KEY ("secondment_id") REFERENCES "public"."secondments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "secondments_user" ON "secondments" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "secondments_created" ON "secondments" USING btree ("created_at","id");--> statement-breakpoint
ALTER TABLE "office_acts" ADD CONSTRAINT "office_acts_secondment_id_secondments_id_fk" FOREIGN KEY ("secondment_id") REFERENCES "public"."secondments"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER secondments_no_change BEFORE UPDATE OR DELETE ON secondments FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER secondments_no_truncate BEFORE TRUNCATE ON secondments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_change BEFORE UPDATE OR DELETE ON secondment_ends FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_truncate BEFORE TRUNCATE ON secondment_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Who works for another town does only what they were lent for, on the days they were lent, until it was ended.
CREATE FUNCTION refuse_act_not_lent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.secondment_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM secondments s WHERE s.id = NEW.secondment_id AND s.user_id = NEW.user_id AND s.town = NEW.on_behalf_of AND NEW.role = 'municipal_officer' AND NEW.created_at >= s.begins_at AND NEW.created_at < s.ends_at AND EXISTS (SELECT 1 FROM json_array_elements_text(s.works::json) w WHERE w = NEW.operation) AND NOT EXISTS (SELECT 1 FROM secondment_ends e WHERE e.secondment_id = s.id)) THEN RAISE EXCEPTION 'office_act_secondment' USING ERRCODE = 'check_violation', CONSTRAINT = 'office_act_secondment'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER office_acts_secondment BEFORE INSERT ON office_acts FOR EACH ROW EXECUTE FUNCTION refuse_act_not_lent();
