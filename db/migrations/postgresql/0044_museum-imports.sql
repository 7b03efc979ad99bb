CREATE TABLE "museum_import_outcomes" (
	"import_id" text NOT NULL,
	"row_number" bigint NOT NULL,
	"institution" text NOT NULL,
	"outcome" text NOT NULL,
	"record" text,
	"told" text NOT NULL,
	"said" text NOT NULL,
	"done_at" bigint NOT NULL,
	CONSTRAINT "museum_import_outcomes_import_id_row_number_pk" PRIMARY KEY("import_id","row_number"),
	CONSTRAINT "museum_import_outcomes_outcome" CHECK ("museum_import_outcomes"."outcome" in ('added', 'changed', 'unchanged', 'refused')),
	CONSTRAINT "museum_import_outcomes_name_an_item" CHECK ("museum_import_outcomes"."outcome" = 'refused' or "museum_import_outcomes"."record" is not null)
);
--> statement-breakpoint
CREATE TABLE "museum_import_pieces" (
	"import_id" text NOT NULL,
	"piece" bigint NOT NULL,
	"rows" text NOT NULL,
	CONSTRAINT "museum_import_pieces_import_id_piece_pk" PRIMARY KEY("import_id","piece"),
	CONSTRAINT "museum_import_pieces_counted" CHECK ("museum_import_pieces"."piece" > 0)
);
--> statement-breakpoint
CREATE TABLE "museum_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"name" text NOT NULL,
	"encoding" text NOT NULL,
	"headings" text NOT NULL,
	"columns" text NOT NULL,
	"row_count" bigint NOT NULL,
	"rights" text NOT NULL,
	"overwrites" boolean NOT NULL,
	"state" text NOT NULL,
	"brought_by" text NOT NULL,
	"brought_by_name" text NOT NULL,
	"started_at" bigint NOT NULL,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "museum_imports_state" CHECK ("museum_imports"."state" in ('received', 'mapped', 'running', 'stopped', 'done')),
	CONSTRAINT "museum_imports_have_rows" CHECK ("museum_imports"."row_count" > 0)
);
--> statement-breakpoint
ALTER TABLE "museum_import_outcomes" ADD CONSTRAINT "museum_import_outcomes_import_id_museum_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."museum_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "museum_import_pieces" ADD CONSTRAINT "museum_import_pieces_import_id_museum_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."museum_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "museum_import_outcomes_of_institution" ON "museum_import_outcomes" USING btree ("institution","record","done_at");--> statement-breakpoint
CREATE INDEX "museum_imports_of_institution" ON "museum_imports" USING btree ("institution","started_at");--> statement-breakpoint
CREATE INDEX "museum_imports_in_state" ON "museum_imports" USING btree ("state","started_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_import_outcomes_no_change BEFORE UPDATE OR DELETE ON museum_import_outcomes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_import_outcomes_no_truncate BEFORE TRUNCATE ON museum_import_outcomes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
