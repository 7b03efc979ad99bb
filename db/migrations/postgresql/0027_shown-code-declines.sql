CREATE TABLE "shown_code_declines" (
	"code_hash" text NOT NULL,
	"number" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shown_code_declines_code_hash_number_pk" PRIMARY KEY("code_hash","number"),
	CONSTRAINT "shown_code_decline_number" CHECK ("shown_code_declines"."number" > 0)
);
--> statement-breakpoint
ALTER TABLE "shown_code_declines" ADD CONSTRAINT "shown_code_declines_code_hash_shown_codes_code_hash_fk" FOREIGN KEY ("code_hash") REFERENCES "public"."shown_codes"("code_hash") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Declined charges of a code are only added, one after the other.
CREATE TRIGGER shown_code_declines_no_change BEFORE UPDATE OR DELETE ON shown_code_declines FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_no_truncate BEFORE TRUNCATE ON shown_code_declines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_decline() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shown_code_declines WHERE code_hash = NEW.code_hash) THEN RAISE EXCEPTION 'shown_code_decline_true' USING ERRCODE = '23514', CONSTRAINT = 'shown_code_decline_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_true BEFORE INSERT ON shown_code_declines FOR EACH ROW EXECUTE FUNCTION refuse_untrue_decline();
