CREATE TABLE "rail_realtime" (
	"id" text PRIMARY KEY NOT NULL,
	"told_at" bigint NOT NULL,
	"taken_at" bigint NOT NULL,
	"body" text NOT NULL
);
