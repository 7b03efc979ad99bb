CREATE TABLE "museum_drafts" (
	"record" text NOT NULL,
	"revision" bigint NOT NULL,
	"institution" text NOT NULL,
	"body" text NOT NULL,
	"written_by" text NOT NULL,
	"written_by_name" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "museum_drafts_record_revision_pk" PRIMARY KEY("record","revision"),
	CONSTRAINT "museum_drafts_counted" CHECK ("museum_drafts"."revision" > 0)
);
--> statement-breakpoint
CREATE INDEX "museum_drafts_of_institution" ON "museum_drafts" USING btree ("institution","record","revision");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_drafts_no_change BEFORE UPDATE OR DELETE ON museum_drafts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_drafts_no_truncate BEFORE TRUNCATE ON museum_drafts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
