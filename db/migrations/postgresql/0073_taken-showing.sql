ALTER TABLE "images" ADD COLUMN "taken_showing" text;--> statement-breakpoint
ALTER TABLE "images" ADD COLUMN "taken_max_side" bigint;