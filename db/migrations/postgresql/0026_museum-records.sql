CREATE TABLE "museum_versions" (
	"record" text NOT NULL,
	"version" bigint NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"change" bigint,
	"institution" text NOT NULL,
	"body" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "museum_versions_record_version_pk" PRIMARY KEY("record","version"),
	CONSTRAINT "museum_versions_change_unique" UNIQUE("change"),
	CONSTRAINT "museum_versions_kind" CHECK ("museum_versions"."kind" in ('institution', 'collection', 'item')),
	CONSTRAINT "museum_versions_state" CHECK ("museum_versions"."state" in ('draft', 'published', 'withdrawn')),
	CONSTRAINT "museum_versions_counted" CHECK ("museum_versions"."version" > 0 and ("museum_versions"."change" is null or "museum_versions"."change" > 0)),
	CONSTRAINT "museum_versions_told_or_draft" CHECK (("museum_versions"."state" = 'draft') = ("museum_versions"."change" is null))
);
--> statement-breakpoint
CREATE INDEX "museum_versions_told" ON "museum_versions" USING btree ("record","change");--> statement-breakpoint
CREATE INDEX "museum_versions_of_institution" ON "museum_versions" USING btree ("institution","change");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Versions of records are only added.
CREATE TRIGGER museum_versions_no_change BEFORE UPDATE OR DELETE ON museum_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_versions_no_truncate BEFORE TRUNCATE ON museum_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
