ALTER TABLE `merchant_application_steps` ADD `idempotency_key` text;--> statement-breakpoint
CREATE UNIQUE INDEX `merchant_application_steps_key` ON `merchant_application_steps` (`merchant_id`,`done_by`,`idempotency_key`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers. A row that would be written over gives way by none of its keys.
DROP TRIGGER merchant_application_steps_no_replace;
--> statement-breakpoint
CREATE TRIGGER merchant_application_steps_no_replace BEFORE INSERT ON merchant_application_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM merchant_application_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM merchant_application_steps WHERE merchant_id = NEW.merchant_id AND number = NEW.number) OR EXISTS (SELECT 1 FROM merchant_application_steps WHERE merchant_id = NEW.merchant_id AND done_by = NEW.done_by AND idempotency_key = NEW.idempotency_key) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: merchant_application_steps.merchant_id, merchant_application_steps.number'); END;
