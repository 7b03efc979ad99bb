CREATE TABLE `account_changes` (
	`account_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`reason` text NOT NULL,
	`changed_by` text NOT NULL,
	`approved_hash` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `number`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "account_change_what" CHECK("account_changes"."what" in ('closed', 'reopened')),
	CONSTRAINT "account_change_approved" CHECK(("account_changes"."what" = 'reopened') = ("account_changes"."approved_hash" is not null))
) STRICT;

--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- An account is closed only while nothing is in it and nothing is promised of it; afterwards no entry and no hold reaches it, until it is opened again. The history of both is only added to.
CREATE TRIGGER account_changes_no_update BEFORE UPDATE ON account_changes BEGIN SELECT RAISE(ABORT, 'account_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER account_changes_no_delete BEFORE DELETE ON account_changes BEGIN SELECT RAISE(ABORT, 'account_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER account_changes_no_replace BEFORE INSERT ON account_changes WHEN EXISTS (SELECT 1 FROM account_changes WHERE account_id = NEW.account_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: account_changes.account_id, account_changes.number'); END;
--> statement-breakpoint
CREATE TRIGGER account_changes_true BEFORE INSERT ON account_changes WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM account_changes WHERE account_id = NEW.account_id) OR (NEW.what = 'closed') <> (NEW.number % 2 = 1) OR NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.account_id AND kind IN ('wallet', 'merchant')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_change_true'); END;
--> statement-breakpoint
CREATE TRIGGER account_changes_empty BEFORE INSERT ON account_changes WHEN NEW.what = 'closed' AND (EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND (posted_yen <> 0 OR held_yen <> 0)) OR EXISTS (SELECT 1 FROM credits c WHERE c.account_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM folds f WHERE f.credit_id = c.id)) OR EXISTS (SELECT 1 FROM holds h WHERE (h.wallet_id = NEW.account_id OR h.merchant_account_id = NEW.account_id) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = h.id)) OR EXISTS (SELECT 1 FROM disputes d WHERE d.wallet_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM dispute_closings e WHERE e.dispute_id = d.id))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_empty'); END;
--> statement-breakpoint
CREATE TRIGGER account_changes_done AFTER INSERT ON account_changes BEGIN UPDATE accounts SET closed_at = CASE NEW.what WHEN 'closed' THEN NEW.created_at END WHERE id = NEW.account_id; END;
--> statement-breakpoint
CREATE TRIGGER accounts_closed_true BEFORE UPDATE OF closed_at ON accounts WHEN NEW.closed_at IS NOT (SELECT CASE what WHEN 'closed' THEN created_at END FROM account_changes WHERE account_id = NEW.id ORDER BY number DESC LIMIT 1) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_closed_true'); END;
--> statement-breakpoint
CREATE TRIGGER entries_account_open BEFORE INSERT ON entries WHEN (SELECT closed_at FROM accounts WHERE id = NEW.account_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_open'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_account_open BEFORE INSERT ON hold_lots WHEN EXISTS (SELECT 1 FROM holds h JOIN accounts a ON a.id IN (h.wallet_id, h.merchant_account_id) WHERE h.id = NEW.hold_id AND a.closed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: account_open'); END;
