CREATE TABLE "rail_feed_parts" (
	"feed_id" text NOT NULL,
	"version" text NOT NULL,
	"position" bigint NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "rail_feed_parts_feed_id_version_position_pk" PRIMARY KEY("feed_id","version","position")
);
--> statement-breakpoint
CREATE TABLE "rail_feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"parts" bigint NOT NULL,
	"head" text NOT NULL,
	"imported_at" bigint NOT NULL
);
