CREATE TABLE `audit_keys` (
	`verifier` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `checkpoints` (
	`size` integer PRIMARY KEY NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `seal_nodes` (
	`level` integer NOT NULL,
	`position` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`level`, `position`),
	CONSTRAINT "seal_node_above_leaves" CHECK("seal_nodes"."level" between 1 and 52 and "seal_nodes"."position" >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `seals` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`journal_id` text NOT NULL,
	`salt` text NOT NULL,
	`previous` text,
	`hash` text NOT NULL,
	`sealed_at` integer NOT NULL,
	CONSTRAINT "seal_follows" CHECK(("seals"."sequence" = 0) = ("seals"."previous" is null) and "seals"."sequence" >= 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `seals_journal` ON `seals` (`journal_id`);--> statement-breakpoint
CREATE TABLE `statements` (
	`day` text PRIMARY KEY NOT NULL,
	`size` integer NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;

--> statement-breakpoint
-- The sealed record only grows, also for who writes past the code. Written by hand.
CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER seals_no_delete BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER seals_no_replace BEFORE INSERT ON seals WHEN EXISTS (SELECT 1 FROM seals WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seals.sequence'); END;
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_update BEFORE UPDATE ON seal_nodes BEGIN SELECT RAISE(ABORT, 'seal_nodes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_delete BEFORE DELETE ON seal_nodes BEGIN SELECT RAISE(ABORT, 'seal_nodes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_replace BEFORE INSERT ON seal_nodes WHEN EXISTS (SELECT 1 FROM seal_nodes WHERE level = NEW.level AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seal_nodes.level'); END;
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_update BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_delete BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'checkpoints_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_replace BEFORE INSERT ON checkpoints WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: checkpoints.size'); END;
--> statement-breakpoint
CREATE TRIGGER statements_no_update BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'statements_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER statements_no_delete BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'statements_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER statements_no_replace BEFORE INSERT ON statements WHEN EXISTS (SELECT 1 FROM statements WHERE day = NEW.day) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: statements.day'); END;
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_update BEFORE UPDATE ON audit_keys BEGIN SELECT RAISE(ABORT, 'audit_keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_delete BEFORE DELETE ON audit_keys BEGIN SELECT RAISE(ABORT, 'audit_keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_replace BEFORE INSERT ON audit_keys WHEN EXISTS (SELECT 1 FROM audit_keys WHERE verifier = NEW.verifier) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_keys.verifier'); END;
--> statement-breakpoint
CREATE TRIGGER seals_no_journal_replace BEFORE INSERT ON seals WHEN EXISTS (SELECT 1 FROM seals WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seals.journal_id'); END;
--> statement-breakpoint
-- A seal is the next one and names the hash of the one before; only closed journals are sealed.
CREATE TRIGGER seals_follow BEFORE INSERT ON seals WHEN NEW.sequence <> (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) OR NEW.previous IS NOT (SELECT hash FROM seals WHERE sequence = NEW.sequence - 1) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: seal_follows'); END;
--> statement-breakpoint
CREATE TRIGGER seals_closed BEFORE INSERT ON seals WHEN NOT EXISTS (SELECT 1 FROM journal_balanced WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: seal_of_closed_journal'); END;
--> statement-breakpoint
CREATE TRIGGER checkpoints_whole BEFORE INSERT ON checkpoints WHEN NEW.size <> (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: checkpoint_of_all_seals'); END;
--> statement-breakpoint
CREATE TRIGGER statements_follow BEFORE INSERT ON statements WHEN NEW.day <= (SELECT MAX(day) FROM statements) OR NEW.size < (SELECT MAX(size) FROM statements) OR NEW.size > (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: statement_follows'); END;
