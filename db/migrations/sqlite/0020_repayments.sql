CREATE TABLE `repayment_periods` (
	`period` text PRIMARY KEY NOT NULL,
	`repaid_yen` integer NOT NULL,
	`limit_yen` integer,
	CONSTRAINT "repayment_within_cap" CHECK("repayment_periods"."repaid_yen" > 0 and ("repayment_periods"."limit_yen" is null or "repayment_periods"."repaid_yen" <= "repayment_periods"."limit_yen"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `repayments` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`reason` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	`decision` text,
	`decided_at` integer,
	`decided_by` text,
	`journal_id` text,
	`period` text,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "repayment_positive" CHECK("repayments"."amount_yen" > 0),
	CONSTRAINT "repayment_reason" CHECK("repayments"."reason" in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan')),
	CONSTRAINT "repayment_decided" CHECK(("repayments"."decision" is null and "repayments"."decided_at" is null and "repayments"."decided_by" is null and "repayments"."journal_id" is null and "repayments"."period" is null)
          or ("repayments"."decision" = 'declined' and "repayments"."decided_at" is not null and "repayments"."decided_by" is not null and "repayments"."journal_id" is null and "repayments"."period" is null)
          or ("repayments"."decision" = 'granted' and "repayments"."decided_at" is not null and "repayments"."decided_by" is not null and "repayments"."journal_id" is not null and "repayments"."period" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `repayments_wallet` ON `repayments` (`wallet_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `repayments_waiting` ON `repayments` (`wallet_id`) WHERE "repayments"."decision" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `repayments_journal` ON `repayments` (`journal_id`);--> statement-breakpoint
CREATE INDEX `repayments_period` ON `repayments` (`period`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A repayment stays what was asked for, and is decided once; granted, it is what its entries say: paid money of its wallet, paid out of the issuer's bank account.
CREATE TRIGGER repayments_no_delete BEFORE DELETE ON repayments BEGIN SELECT RAISE(ABORT, 'repayments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_no_replace BEFORE INSERT ON repayments WHEN EXISTS (SELECT 1 FROM repayments WHERE id = NEW.id OR (wallet_id = NEW.wallet_id AND decision IS NULL)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: repayments.id'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_begin_asked BEFORE INSERT ON repayments WHEN NEW.decision IS NOT NULL BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_asked'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_fixed BEFORE UPDATE ON repayments WHEN NEW.id <> OLD.id OR NEW.wallet_id <> OLD.wallet_id OR NEW.reason <> OLD.reason OR NEW.amount_yen <> OLD.amount_yen OR NEW.created_at <> OLD.created_at BEGIN SELECT RAISE(ABORT, 'repayments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_decided_once BEFORE UPDATE ON repayments WHEN OLD.decision IS NOT NULL BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_decided_once'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_true BEFORE UPDATE ON repayments WHEN NEW.decision = 'granted' AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind = 'repay' AND NOT EXISTS (SELECT 1 FROM repayments r WHERE r.journal_id = j.id AND r.id <> NEW.id) AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND e.account_id = NEW.wallet_id AND l.account_id = NEW.wallet_id AND l.instrument = 'paid') AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'bank') AND NOT EXISTS (SELECT 1 FROM entries e LEFT JOIN lots l ON l.id = e.lot_id WHERE e.journal_id = j.id AND (l.instrument = 'free' OR e.account_id NOT IN (NEW.wallet_id, 'bank')))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_true'); END;
--> statement-breakpoint
-- What a base period has seen is what was granted in it, no more and no less.
CREATE TRIGGER repayment_periods_no_delete BEFORE DELETE ON repayment_periods BEGIN SELECT RAISE(ABORT, 'repayment_periods_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_begin_true AFTER INSERT ON repayment_periods WHEN NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_true AFTER UPDATE ON repayment_periods WHEN NEW.period <> OLD.period OR NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: repayment_period_true'); END;
