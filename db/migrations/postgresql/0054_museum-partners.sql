CREATE TABLE "museum_partner_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"wait_until" bigint NOT NULL,
	"waits" bigint NOT NULL,
	"brought_by" text NOT NULL,
	"brought_by_name" text NOT NULL,
	"started_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "museum_partner_imports_state" CHECK ("museum_partner_imports"."state" in ('walking', 'halted', 'walked', 'running', 'stopped', 'done'))
);
--> statement-breakpoint
CREATE TABLE "museum_partner_outcomes" (
	"import_id" text NOT NULL,
	"address" text NOT NULL,
	"place" bigint NOT NULL,
	"outcome" text NOT NULL,
	"record" text,
	"told" text NOT NULL,
	"done_at" bigint NOT NULL,
	CONSTRAINT "museum_partner_outcomes_import_id_address_pk" PRIMARY KEY("import_id","address"),
	CONSTRAINT "museum_partner_outcomes_outcome" CHECK ("museum_partner_outcomes"."outcome" in ('added', 'changed', 'unchanged', 'refused')),
	CONSTRAINT "museum_partner_outcomes_name_an_item" CHECK ("museum_partner_outcomes"."outcome" = 'refused' or "museum_partner_outcomes"."record" is not null)
);
--> statement-breakpoint
CREATE TABLE "museum_partner_pages" (
	"import_id" text NOT NULL,
	"address" text NOT NULL,
	"place" bigint NOT NULL,
	"kind" text NOT NULL,
	"depth" bigint NOT NULL,
	CONSTRAINT "museum_partner_pages_import_id_address_pk" PRIMARY KEY("import_id","address"),
	CONSTRAINT "museum_partner_pages_kind" CHECK ("museum_partner_pages"."kind" in ('manifest', 'collection'))
);
--> statement-breakpoint
CREATE TABLE "museum_partner_readings" (
	"import_id" text NOT NULL,
	"address" text NOT NULL,
	"kind" text NOT NULL,
	"known_by" text NOT NULL,
	"object" text,
	"fault" text,
	"read_at" bigint NOT NULL,
	CONSTRAINT "museum_partner_readings_import_id_address_pk" PRIMARY KEY("import_id","address"),
	CONSTRAINT "museum_partner_readings_kind" CHECK ("museum_partner_readings"."kind" in ('manifest', 'collection')),
	CONSTRAINT "museum_partner_readings_fault" CHECK ("museum_partner_readings"."fault" is null or "museum_partner_readings"."object" is null)
);
--> statement-breakpoint
CREATE TABLE "museum_partner_versions" (
	"known_by" text NOT NULL,
	"version" bigint NOT NULL,
	"record" text NOT NULL,
	"institution" text NOT NULL,
	"state" text NOT NULL,
	"object" text NOT NULL,
	"said" text NOT NULL,
	"read_at" bigint NOT NULL,
	CONSTRAINT "museum_partner_versions_known_by_version_pk" PRIMARY KEY("known_by","version"),
	CONSTRAINT "museum_partner_versions_state" CHECK ("museum_partner_versions"."state" in ('here', 'gone')),
	CONSTRAINT "museum_partner_versions_counted" CHECK ("museum_partner_versions"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "museum_partner_outcomes" ADD CONSTRAINT "museum_partner_outcomes_import_id_museum_partner_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."museum_partner_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "museum_partner_pages" ADD CONSTRAINT "museum_partner_pages_import_id_museum_partner_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."museum_partner_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "museum_partner_readings" ADD CONSTRAINT "museum_partner_readings_import_id_museum_partner_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."museum_partner_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "museum_partner_imports_of_institution" ON "museum_partner_imports" USING btree ("institution","started_at");--> statement-breakpoint
CREATE INDEX "museum_partner_imports_in_state" ON "museum_partner_imports" USING btree ("state","changed_at");--> statement-breakpoint
CREATE INDEX "museum_partner_pages_in_order" ON "museum_partner_pages" USING btree ("import_id","place");--> statement-breakpoint
CREATE UNIQUE INDEX "museum_partner_versions_of_record" ON "museum_partner_versions" USING btree ("record","version");--> statement-breakpoint
CREATE INDEX "museum_partner_versions_of_institution" ON "museum_partner_versions" USING btree ("institution","known_by");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_partner_pages_no_change BEFORE UPDATE OR DELETE ON museum_partner_pages FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_pages_no_truncate BEFORE TRUNCATE ON museum_partner_pages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_change BEFORE UPDATE OR DELETE ON museum_partner_readings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_truncate BEFORE TRUNCATE ON museum_partner_readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_change BEFORE UPDATE OR DELETE ON museum_partner_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_truncate BEFORE TRUNCATE ON museum_partner_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_change BEFORE UPDATE OR DELETE ON museum_partner_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_truncate BEFORE TRUNCATE ON museum_partner_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
