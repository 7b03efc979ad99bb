CREATE TABLE "museum_text_terms" (
	"institution" text NOT NULL,
	"number" bigint NOT NULL,
	"terms" text NOT NULL,
	"written_by" text NOT NULL,
	"written_by_name" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "museum_text_terms_institution_number_pk" PRIMARY KEY("institution","number"),
	CONSTRAINT "museum_text_terms_known" CHECK ("museum_text_terms"."terms" in ('cc0', 'by', 'none')),
	CONSTRAINT "museum_text_terms_counted" CHECK ("museum_text_terms"."number" > 0)
);

--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_text_terms_no_change BEFORE UPDATE OR DELETE ON museum_text_terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_text_terms_no_truncate BEFORE TRUNCATE ON museum_text_terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
