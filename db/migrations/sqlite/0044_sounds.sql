CREATE TABLE `museum_sounds` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`sha256` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`added_at` integer NOT NULL,
	CONSTRAINT "museum_sounds_kind" CHECK("museum_sounds"."media_type" in ('audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav')),
	CONSTRAINT "museum_sounds_play" CHECK("museum_sounds"."bytes" > 0 and "museum_sounds"."duration_ms" > 0)
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_sounds_no_update BEFORE UPDATE ON museum_sounds BEGIN SELECT RAISE(ABORT, 'museum_sounds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_sounds_no_delete BEFORE DELETE ON museum_sounds BEGIN SELECT RAISE(ABORT, 'museum_sounds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_sounds_no_replace BEFORE INSERT ON museum_sounds WHEN EXISTS (SELECT 1 FROM museum_sounds WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_sounds.id'); END;
