CREATE TABLE "search_batches" (
	"generation" bigint NOT NULL,
	"first_number" bigint NOT NULL,
	"entries" text NOT NULL,
	CONSTRAINT "search_batches_generation_first_number_pk" PRIMARY KEY("generation","first_number")
);
--> statement-breakpoint
CREATE TABLE "search_gone" (
	"entry" bigint PRIMARY KEY NOT NULL,
	"step" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "search_gone_by_step" ON "search_gone" USING btree ("step");--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "institutions";--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "periods";--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "places";--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "lines";--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "title_length";--> statement-breakpoint
ALTER TABLE "search_entries" DROP COLUMN "kind_order";
--> statement-breakpoint
-- Written by hand from here: an index of another form is made anew by whoever first asks for it, so what the old one held goes.
DELETE FROM search_entries;
--> statement-breakpoint
DELETE FROM search_spellings;
--> statement-breakpoint
DROP TABLE search_words;
--> statement-breakpoint
-- Words in the order of their bytes, as on SQLite: what begins with something lies together.
CREATE TABLE search_postings (
	generation bigint NOT NULL,
	word text COLLATE "C" NOT NULL,
	chunk bigint NOT NULL,
	named text NOT NULL,
	body text NOT NULL,
	places text NOT NULL,
	PRIMARY KEY (generation, word, chunk)
);
