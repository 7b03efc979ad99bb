CREATE TABLE "office_act_ends" (
	"act_id" text PRIMARY KEY NOT NULL,
	"status" bigint NOT NULL,
	"code" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "office_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"user_name" text NOT NULL,
	"operation" text NOT NULL,
	"role" text NOT NULL,
	"on_behalf_of" text NOT NULL,
	"subject" text NOT NULL,
	"details" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "office_act_ends" ADD CONSTRAINT "office_act_ends_act_id_office_acts_id_fk" FOREIGN KEY ("act_id") REFERENCES "public"."office_acts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "office_acts_created" ON "office_acts" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "office_acts_user" ON "office_acts" USING btree ("user_id","created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER office_acts_no_change BEFORE UPDATE OR DELETE ON office_acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER office_acts_no_truncate BEFORE TRUNCATE ON office_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_change BEFORE UPDATE OR DELETE ON office_act_ends FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_truncate BEFORE TRUNCATE ON office_act_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
