CREATE TABLE "search_entries" (
	"entry" bigint PRIMARY KEY NOT NULL,
	"generation" bigint NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"institutions" text NOT NULL,
	"periods" text NOT NULL,
	"places" text NOT NULL,
	"lines" text NOT NULL,
	"title_length" bigint NOT NULL,
	"kind_order" bigint NOT NULL,
	"shown" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_spellings" (
	"generation" bigint NOT NULL,
	"variant" text NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "search_spellings_generation_variant_word_pk" PRIMARY KEY("generation","variant","word")
);
--> statement-breakpoint
CREATE TABLE "search_steps" (
	"step" bigint PRIMARY KEY NOT NULL,
	"generation" bigint NOT NULL,
	"change" bigint NOT NULL,
	"content" text NOT NULL,
	"next_number" bigint NOT NULL,
	"made_at" bigint NOT NULL,
	CONSTRAINT "search_steps_counted" CHECK ("search_steps"."step" > 0 and "search_steps"."generation" > 0 and "search_steps"."next_number" > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "search_entries_once" ON "search_entries" USING btree ("generation","kind","id");

--> statement-breakpoint
-- Written by hand from here: words come in as the search made them (pairs of characters among them), with their positions.
CREATE TABLE search_words (entry bigint PRIMARY KEY, title tsvector NOT NULL, name tsvector NOT NULL, body tsvector NOT NULL);
--> statement-breakpoint
CREATE INDEX search_words_title ON search_words USING gin (title);
--> statement-breakpoint
CREATE INDEX search_words_name ON search_words USING gin (name);
--> statement-breakpoint
CREATE INDEX search_words_body ON search_words USING gin (body);
--> statement-breakpoint
CREATE TRIGGER search_steps_no_change BEFORE UPDATE OR DELETE ON search_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER search_steps_no_truncate BEFORE TRUNCATE ON search_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
