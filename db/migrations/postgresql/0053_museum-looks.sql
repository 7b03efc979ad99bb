CREATE TABLE "museum_look_batches" (
	"id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "museum_looks" (
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"step" bigint NOT NULL,
	"language" text NOT NULL,
	"looks" bigint NOT NULL,
	CONSTRAINT "museum_looks_day_kind_subject_step_language_pk" PRIMARY KEY("day","kind","subject","step","language"),
	CONSTRAINT "museum_looks_kind" CHECK ("museum_looks"."kind" in ('item', 'document', 'story', 'frame', 'institution', 'place', 'step')),
	CONSTRAINT "museum_looks_counted" CHECK ("museum_looks"."looks" >= 0 and "museum_looks"."step" >= 0)
);
--> statement-breakpoint
CREATE INDEX "museum_looks_of_subject" ON "museum_looks" USING btree ("subject","day");