CREATE TABLE "base_date_reports" (
	"base_date" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"note" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers. A report is frozen: nothing changes or removes it.
CREATE TRIGGER base_date_reports_no_change BEFORE UPDATE OR DELETE ON base_date_reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER base_date_reports_no_truncate BEFORE TRUNCATE ON base_date_reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One after the other, at the base dates of the law, over seals that are there.
CREATE FUNCTION refuse_unfollowing_base_date() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.base_date <= (SELECT MAX(base_date) FROM base_date_reports) OR NEW.size < (SELECT MAX(size) FROM base_date_reports) OR NEW.size > (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) OR NEW.base_date !~ '^[0-9]{4}-(03-31|09-30)$' THEN RAISE EXCEPTION 'base_date_follows' USING ERRCODE = '23514', CONSTRAINT = 'base_date_follows'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER base_date_reports_unfollowing BEFORE INSERT ON base_date_reports FOR EACH ROW EXECUTE FUNCTION refuse_unfollowing_base_date();
