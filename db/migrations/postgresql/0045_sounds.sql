CREATE TABLE "museum_sounds" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"sha256" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	"added_at" bigint NOT NULL,
	CONSTRAINT "museum_sounds_kind" CHECK ("museum_sounds"."media_type" in ('audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav')),
	CONSTRAINT "museum_sounds_play" CHECK ("museum_sounds"."bytes" > 0 and "museum_sounds"."duration_ms" > 0)
);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_sounds_no_change BEFORE UPDATE OR DELETE ON museum_sounds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_sounds_no_truncate BEFORE TRUNCATE ON museum_sounds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
