CREATE TABLE "nettings" (
	"id" text PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"month" text NOT NULL,
	"until_at" bigint NOT NULL,
	"flows" text NOT NULL,
	"transfers" text NOT NULL,
	"statement_hash" text NOT NULL,
	"pay_day" text NOT NULL,
	"accounts" text NOT NULL,
	"approved_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "netting_closed" CHECK ("nettings"."until_at" <= "nettings"."created_at")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "nettings_number" ON "nettings" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "nettings_month" ON "nettings" USING btree ("month");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER nettings_no_change BEFORE UPDATE OR DELETE ON nettings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER nettings_no_truncate BEFORE TRUNCATE ON nettings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
