-- Append-only tables: the database itself refuses UPDATE, DELETE, re-INSERT (INSERT OR REPLACE) and TRUNCATE.
-- Written by hand: the generator knows no triggers.
-- A re-INSERT answers with the words of a UNIQUE violation, because on SQLite this trigger runs before the key is looked at.
CREATE TRIGGER journals_no_update BEFORE UPDATE ON journals BEGIN SELECT RAISE(ABORT, 'journals_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER journals_no_delete BEFORE DELETE ON journals BEGIN SELECT RAISE(ABORT, 'journals_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER journals_no_replace BEFORE INSERT ON journals WHEN EXISTS (SELECT 1 FROM journals WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journals.id'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id AND line = NEW.line) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: entries.journal_id, entries.line'); END;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_no_update BEFORE UPDATE ON journal_balanced BEGIN SELECT RAISE(ABORT, 'journal_balanced_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_no_delete BEFORE DELETE ON journal_balanced BEGIN SELECT RAISE(ABORT, 'journal_balanced_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_no_replace BEFORE INSERT ON journal_balanced WHEN EXISTS (SELECT 1 FROM journal_balanced WHERE journal_id = NEW.journal_id AND fund_id = NEW.fund_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journal_balanced.journal_id, journal_balanced.fund_id'); END;
--> statement-breakpoint
CREATE TRIGGER keys_no_update BEFORE UPDATE ON keys BEGIN SELECT RAISE(ABORT, 'keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER keys_no_delete BEFORE DELETE ON keys BEGIN SELECT RAISE(ABORT, 'keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER keys_no_replace BEFORE INSERT ON keys WHEN EXISTS (SELECT 1 FROM keys WHERE scope = NEW.scope AND key = NEW.key) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: keys.scope, keys.key'); END;
--> statement-breakpoint
CREATE TRIGGER folds_no_update BEFORE UPDATE ON folds BEGIN SELECT RAISE(ABORT, 'folds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER folds_no_delete BEFORE DELETE ON folds BEGIN SELECT RAISE(ABORT, 'folds_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER folds_no_replace BEFORE INSERT ON folds WHEN EXISTS (SELECT 1 FROM folds WHERE credit_id = NEW.credit_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: folds.credit_id'); END;
--> statement-breakpoint
CREATE TRIGGER processor_events_no_update BEFORE UPDATE ON processor_events BEGIN SELECT RAISE(ABORT, 'processor_events_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER processor_events_no_delete BEFORE DELETE ON processor_events BEGIN SELECT RAISE(ABORT, 'processor_events_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER processor_events_no_replace BEFORE INSERT ON processor_events WHEN EXISTS (SELECT 1 FROM processor_events WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: processor_events.id'); END;
--> statement-breakpoint
CREATE TRIGGER marks_no_update BEFORE UPDATE ON marks BEGIN SELECT RAISE(ABORT, 'marks_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER marks_no_delete BEFORE DELETE ON marks BEGIN SELECT RAISE(ABORT, 'marks_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER marks_no_replace BEFORE INSERT ON marks WHEN EXISTS (SELECT 1 FROM marks WHERE name = NEW.name) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: marks.name'); END;
--> statement-breakpoint
CREATE TRIGGER consents_no_update BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER consents_no_delete BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER consents_no_replace BEFORE INSERT ON consents WHEN EXISTS (SELECT 1 FROM consents WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: consents.id'); END;
--> statement-breakpoint
CREATE TRIGGER staff_acts_no_update BEFORE UPDATE ON staff_acts BEGIN SELECT RAISE(ABORT, 'staff_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER staff_acts_no_delete BEFORE DELETE ON staff_acts BEGIN SELECT RAISE(ABORT, 'staff_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER staff_acts_no_replace BEFORE INSERT ON staff_acts WHEN EXISTS (SELECT 1 FROM staff_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: staff_acts.id'); END;
--> statement-breakpoint
CREATE TRIGGER exposures_no_update BEFORE UPDATE ON exposures BEGIN SELECT RAISE(ABORT, 'exposures_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER exposures_no_delete BEFORE DELETE ON exposures BEGIN SELECT RAISE(ABORT, 'exposures_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER exposures_no_replace BEFORE INSERT ON exposures WHEN EXISTS (SELECT 1 FROM exposures WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: exposures.id'); END;
--> statement-breakpoint
CREATE TRIGGER assignments_no_update BEFORE UPDATE ON assignments BEGIN SELECT RAISE(ABORT, 'assignments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER assignments_no_delete BEFORE DELETE ON assignments BEGIN SELECT RAISE(ABORT, 'assignments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER assignments_no_replace BEFORE INSERT ON assignments WHEN EXISTS (SELECT 1 FROM assignments WHERE experiment_id = NEW.experiment_id AND visitor_id = NEW.visitor_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: assignments.experiment_id, assignments.visitor_id'); END;
--> statement-breakpoint
CREATE TRIGGER journals_no_key_replace BEFORE INSERT ON journals WHEN EXISTS (SELECT 1 FROM journals WHERE scope = NEW.scope AND key = NEW.key) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journals.scope, journals.key'); END;
--> statement-breakpoint
CREATE TRIGGER entries_journal_open BEFORE INSERT ON entries WHEN EXISTS (SELECT 1 FROM journal_balanced WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'journal_closed'); END;
