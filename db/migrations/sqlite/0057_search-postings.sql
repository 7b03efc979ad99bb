CREATE TABLE `search_batches` (
	`generation` integer NOT NULL,
	`first_number` integer NOT NULL,
	`entries` text NOT NULL,
	PRIMARY KEY(`generation`, `first_number`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `search_gone` (
	`entry` integer PRIMARY KEY NOT NULL,
	`step` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `search_gone_by_step` ON `search_gone` (`step`);--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `institutions`;--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `periods`;--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `places`;--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `lines`;--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `title_length`;--> statement-breakpoint
ALTER TABLE `search_entries` DROP COLUMN `kind_order`;
--> statement-breakpoint
-- Written by hand from here: an index of another form is made anew by whoever first asks for it, so what the old one held goes.
DELETE FROM search_entries;
--> statement-breakpoint
DELETE FROM search_spellings;
--> statement-breakpoint
DROP TABLE search_words;
--> statement-breakpoint
-- WITHOUT ROWID: the rows of a word, and of all that begin alike, lie together.
CREATE TABLE search_postings (
	generation integer NOT NULL,
	word text NOT NULL,
	chunk integer NOT NULL,
	named text NOT NULL,
	body text NOT NULL,
	places text NOT NULL,
	PRIMARY KEY (generation, word, chunk)
) STRICT, WITHOUT ROWID;
