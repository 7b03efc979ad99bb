ALTER TABLE "pots" ADD COLUMN "last_day" text;--> statement-breakpoint
ALTER TABLE "pots" ADD COLUMN "end_of" text;