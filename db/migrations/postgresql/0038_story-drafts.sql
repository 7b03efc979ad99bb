CREATE TABLE "museum_story_acts" (
	"record" text NOT NULL,
	"number" bigint NOT NULL,
	"institution" text NOT NULL,
	"act" text NOT NULL,
	"state" text NOT NULL,
	"due_at" bigint NOT NULL,
	"revision" bigint,
	"version" bigint,
	"ends" bigint,
	"reason" text,
	"written_by" text NOT NULL,
	"written_by_name" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "museum_story_acts_record_number_pk" PRIMARY KEY("record","number"),
	CONSTRAINT "museum_story_acts_act" CHECK ("museum_story_acts"."act" in ('publish', 'withdraw')),
	CONSTRAINT "museum_story_acts_state" CHECK ("museum_story_acts"."state" in ('planned', 'cancelled', 'done', 'refused')),
	CONSTRAINT "museum_story_acts_counted" CHECK ("museum_story_acts"."number" > 0),
	CONSTRAINT "museum_story_acts_text" CHECK ("museum_story_acts"."act" = 'withdraw' or "museum_story_acts"."revision" is not null),
	CONSTRAINT "museum_story_acts_done" CHECK (("museum_story_acts"."state" = 'done') = ("museum_story_acts"."version" is not null)),
	CONSTRAINT "museum_story_acts_refused" CHECK (("museum_story_acts"."state" = 'refused') = ("museum_story_acts"."reason" is not null)),
	CONSTRAINT "museum_story_acts_end_or_begin" CHECK ("museum_story_acts"."state" = 'done' or ("museum_story_acts"."state" = 'planned') = ("museum_story_acts"."ends" is null))
);
--> statement-breakpoint
CREATE TABLE "museum_story_drafts" (
	"record" text NOT NULL,
	"revision" bigint NOT NULL,
	"institution" text NOT NULL,
	"body" text NOT NULL,
	"written_by" text NOT NULL,
	"written_by_name" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "museum_story_drafts_record_revision_pk" PRIMARY KEY("record","revision"),
	CONSTRAINT "museum_story_drafts_counted" CHECK ("museum_story_drafts"."revision" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "museum_story_acts_ends" ON "museum_story_acts" USING btree ("record","ends");--> statement-breakpoint
CREATE UNIQUE INDEX "museum_story_acts_told" ON "museum_story_acts" USING btree ("record","version");--> statement-breakpoint
CREATE INDEX "museum_story_acts_due" ON "museum_story_acts" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "museum_story_drafts_of_institution" ON "museum_story_drafts" USING btree ("institution","record","revision");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_story_drafts_no_change BEFORE UPDATE OR DELETE ON museum_story_drafts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_story_drafts_no_truncate BEFORE TRUNCATE ON museum_story_drafts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_change BEFORE UPDATE OR DELETE ON museum_story_acts FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_truncate BEFORE TRUNCATE ON museum_story_acts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
