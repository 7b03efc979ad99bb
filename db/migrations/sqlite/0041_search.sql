CREATE TABLE `search_entries` (
	`entry` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`institutions` text NOT NULL,
	`periods` text NOT NULL,
	`places` text NOT NULL,
	`lines` text NOT NULL,
	`title_length` integer NOT NULL,
	`kind_order` integer NOT NULL,
	`shown` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `search_entries_once` ON `search_entries` (`generation`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `search_spellings` (
	`generation` integer NOT NULL,
	`variant` text NOT NULL,
	`word` text NOT NULL,
	PRIMARY KEY(`generation`, `variant`, `word`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `search_steps` (
	`step` integer PRIMARY KEY NOT NULL,
	`generation` integer NOT NULL,
	`change` integer NOT NULL,
	`content` text NOT NULL,
	`next_number` integer NOT NULL,
	`made_at` integer NOT NULL,
	CONSTRAINT "search_steps_counted" CHECK("search_steps"."step" > 0 and "search_steps"."generation" > 0 and "search_steps"."next_number" > 0)
) STRICT;

--> statement-breakpoint
-- Written by hand from here: words come in as the search made them (pairs of characters among them) and are only kept apart.
CREATE VIRTUAL TABLE search_words USING fts5(title, name, body, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");
--> statement-breakpoint
CREATE TRIGGER search_steps_no_update BEFORE UPDATE ON search_steps BEGIN SELECT RAISE(ABORT, 'search_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER search_steps_no_delete BEFORE DELETE ON search_steps BEGIN SELECT RAISE(ABORT, 'search_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER search_steps_no_replace BEFORE INSERT ON search_steps WHEN EXISTS (SELECT 1 FROM search_steps WHERE step = NEW.step) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: search_steps.step'); END;
