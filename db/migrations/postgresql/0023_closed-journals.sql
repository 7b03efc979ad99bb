-- Written by hand: the generator knows no triggers.
-- The same question as before, asked so that PostgreSQL finds the answer along the key from the first day on: of EXISTS it thinks, until the table was analysed once, that reading it from the beginning comes to a row sooner.
CREATE OR REPLACE FUNCTION refuse_closed_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT COUNT(*) FROM journal_balanced WHERE journal_id = NEW.journal_id) > 0 THEN RAISE EXCEPTION 'journal_closed' USING ERRCODE = '23514'; END IF; RETURN NEW; END $$;
