CREATE TABLE `causes` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`merchant_account_id` text NOT NULL,
	`name_ja` text NOT NULL,
	`name_en` text NOT NULL,
	`purpose_ja` text NOT NULL,
	`purpose_en` text NOT NULL,
	`registered_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`merchant_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cause_ended_by" CHECK(("causes"."ended_at" is null) = ("causes"."ended_by" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `causes_merchant` ON `causes` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `donations` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`cause_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cause_id`) REFERENCES `causes`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "donation_positive" CHECK("donations"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `donations_wallet` ON `donations` (`wallet_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `donations_cause` ON `donations` (`cause_id`,`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Donations are only added, and are what their entries say: paid money of one wallet for the cause's organisation. What is free stays with whom a town gave it to.
CREATE TRIGGER donations_no_update BEFORE UPDATE ON donations BEGIN SELECT RAISE(ABORT, 'donations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER donations_no_delete BEFORE DELETE ON donations BEGIN SELECT RAISE(ABORT, 'donations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER donations_no_replace BEFORE INSERT ON donations WHEN EXISTS (SELECT 1 FROM donations WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: donations.journal_id'); END;
--> statement-breakpoint
CREATE TRIGGER donations_cause_open BEFORE INSERT ON donations WHEN EXISTS (SELECT 1 FROM causes WHERE id = NEW.cause_id AND ended_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: donation_cause_open'); END;
--> statement-breakpoint
CREATE TRIGGER donations_true BEFORE INSERT ON donations WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN causes c ON c.id = NEW.cause_id WHERE j.id = NEW.journal_id AND j.kind = 'donate' AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND e.account_id = NEW.wallet_id AND l.account_id = NEW.wallet_id AND l.instrument = 'paid') AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = c.merchant_account_id) AND NOT EXISTS (SELECT 1 FROM entries e LEFT JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND (l.instrument = 'free' OR e.account_id NOT IN (NEW.wallet_id, c.merchant_account_id)))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: donation_true'); END;
--> statement-breakpoint
-- A cause stays what was registered; it ends once, and is an organisation's that has an account.
CREATE TRIGGER causes_no_delete BEFORE DELETE ON causes BEGIN SELECT RAISE(ABORT, 'causes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER causes_fixed BEFORE UPDATE ON causes WHEN NEW.id <> OLD.id OR NEW.merchant_id <> OLD.merchant_id OR NEW.merchant_account_id <> OLD.merchant_account_id OR NEW.name_ja <> OLD.name_ja OR NEW.name_en <> OLD.name_en OR NEW.purpose_ja <> OLD.purpose_ja OR NEW.purpose_en <> OLD.purpose_en OR NEW.registered_by <> OLD.registered_by OR NEW.created_at <> OLD.created_at OR OLD.ended_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'causes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER causes_no_replace BEFORE INSERT ON causes WHEN EXISTS (SELECT 1 FROM causes WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: causes.id'); END;
--> statement-breakpoint
CREATE TRIGGER causes_true BEFORE INSERT ON causes WHEN NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.merchant_account_id AND kind = 'merchant') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: cause_true'); END;
