CREATE TABLE "audit_keys" (
	"verifier" text PRIMARY KEY NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"size" bigint PRIMARY KEY NOT NULL,
	"note" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seal_nodes" (
	"level" bigint NOT NULL,
	"position" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "seal_nodes_level_position_pk" PRIMARY KEY("level","position"),
	CONSTRAINT "seal_node_above_leaves" CHECK ("seal_nodes"."level" between 1 and 52 and "seal_nodes"."position" >= 0)
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"journal_id" text NOT NULL,
	"salt" text NOT NULL,
	"previous" text,
	"hash" text NOT NULL,
	"sealed_at" bigint NOT NULL,
	CONSTRAINT "seal_follows" CHECK (("seals"."sequence" = 0) = ("seals"."previous" is null) and "seals"."sequence" >= 0)
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"day" text PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL,
	"note" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "seals_journal" ON "seals" USING btree ("journal_id");
--> statement-breakpoint
-- The sealed record only grows, also for who writes past the code. Written by hand.
CREATE TRIGGER seals_no_change BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER seals_no_truncate BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_change BEFORE UPDATE OR DELETE ON seal_nodes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_truncate BEFORE TRUNCATE ON seal_nodes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_change BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER checkpoints_no_truncate BEFORE TRUNCATE ON checkpoints FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER statements_no_change BEFORE UPDATE OR DELETE ON statements FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER statements_no_truncate BEFORE TRUNCATE ON statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_change BEFORE UPDATE OR DELETE ON audit_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_truncate BEFORE TRUNCATE ON audit_keys FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A seal is the next one and names the hash of the one before; only closed journals are sealed.
CREATE FUNCTION refuse_unfollowing_seal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) OR NEW.previous IS DISTINCT FROM (SELECT hash FROM seals WHERE sequence = NEW.sequence - 1) THEN RAISE EXCEPTION 'seal_follows' USING ERRCODE = '23514', CONSTRAINT = 'seal_follows'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER seals_unfollowing_seal BEFORE INSERT ON seals FOR EACH ROW EXECUTE FUNCTION refuse_unfollowing_seal();
--> statement-breakpoint
CREATE FUNCTION refuse_open_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM journal_balanced WHERE journal_id = NEW.journal_id) THEN RAISE EXCEPTION 'seal_of_closed_journal' USING ERRCODE = '23514', CONSTRAINT = 'seal_of_closed_journal'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER seals_open_journal BEFORE INSERT ON seals FOR EACH ROW EXECUTE FUNCTION refuse_open_journal();
--> statement-breakpoint
CREATE FUNCTION refuse_partial_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.size <> (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) THEN RAISE EXCEPTION 'checkpoint_of_all_seals' USING ERRCODE = '23514', CONSTRAINT = 'checkpoint_of_all_seals'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER checkpoints_partial_checkpoint BEFORE INSERT ON checkpoints FOR EACH ROW EXECUTE FUNCTION refuse_partial_checkpoint();
--> statement-breakpoint
CREATE FUNCTION refuse_unfollowing_statement() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.day <= (SELECT MAX(day) FROM statements) OR NEW.size < (SELECT MAX(size) FROM statements) OR NEW.size > (SELECT COALESCE(MAX(sequence), -1) + 1 FROM seals) THEN RAISE EXCEPTION 'statement_follows' USING ERRCODE = '23514', CONSTRAINT = 'statement_follows'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER statements_unfollowing_statement BEFORE INSERT ON statements FOR EACH ROW EXECUTE FUNCTION refuse_unfollowing_statement();
