CREATE TABLE `merchant_application_steps` (
	`merchant_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`done_by` text NOT NULL,
	`reason` text NOT NULL,
	`verdict` text,
	`checks` text,
	`payload_hash` text,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `number`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_application_what" CHECK("merchant_application_steps"."what" in ('proposed', 'approved', 'returned')),
	CONSTRAINT "merchant_application_proposed" CHECK(("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."verdict" is not null) and ("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."checks" is not null) and ("merchant_application_steps"."what" = 'proposed') = ("merchant_application_steps"."expires_at" is not null) and ("merchant_application_steps"."what" = 'returned') = ("merchant_application_steps"."payload_hash" is null)),
	CONSTRAINT "merchant_application_verdict" CHECK("merchant_application_steps"."verdict" is null or "merchant_application_steps"."verdict" in ('accept', 'refuse'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `merchant_application_steps_created` ON `merchant_application_steps` (`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER merchant_application_steps_no_update BEFORE UPDATE ON merchant_application_steps BEGIN SELECT RAISE(ABORT, 'merchant_application_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER merchant_application_steps_no_delete BEFORE DELETE ON merchant_application_steps BEGIN SELECT RAISE(ABORT, 'merchant_application_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER merchant_application_steps_no_replace BEFORE INSERT ON merchant_application_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM merchant_application_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM merchant_application_steps WHERE merchant_id = NEW.merchant_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: merchant_application_steps.merchant_id, merchant_application_steps.number'); END;
--> statement-breakpoint
-- Proposed by one who does not work there, let go by another while it stands, as it was read; sent back, or run out, it is proposed anew.
CREATE TRIGGER merchant_application_steps_true BEFORE INSERT ON merchant_application_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM merchant_application_steps WHERE merchant_id = NEW.merchant_id) OR EXISTS (SELECT 1 FROM merchant_members m WHERE m.merchant_id = NEW.merchant_id AND m.user_id = NEW.done_by) OR NOT ((NEW.what = 'proposed' AND (NEW.number = 1 OR EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND (p.what = 'returned' OR (p.what = 'proposed' AND p.expires_at < NEW.created_at))))) OR (NEW.what = 'approved' AND EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND p.what = 'proposed' AND p.done_by <> NEW.done_by AND p.payload_hash = NEW.payload_hash AND p.expires_at >= NEW.created_at)) OR (NEW.what = 'returned' AND EXISTS (SELECT 1 FROM merchant_application_steps p WHERE p.merchant_id = NEW.merchant_id AND p.number = NEW.number - 1 AND p.what = 'proposed'))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: merchant_application_true'); END;
--> statement-breakpoint
-- A shop that applied is accepted or refused only by who let that very proposal go.
CREATE TRIGGER merchants_decided_true BEFORE UPDATE ON merchants WHEN OLD.status IN ('applied', 'refused') AND NEW.status <> OLD.status AND NEW.status IN ('applied', 'approved', 'refused', 'suspended') AND NOT EXISTS (SELECT 1 FROM merchant_application_steps a JOIN merchant_application_steps p ON p.merchant_id = a.merchant_id AND p.number = a.number - 1 WHERE a.merchant_id = NEW.id AND a.what = 'approved' AND a.done_by = NEW.decided_by AND p.verdict = CASE NEW.status WHEN 'approved' THEN 'accept' WHEN 'refused' THEN 'refuse' END AND OLD.status = 'applied') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: merchant_application_true'); END;
