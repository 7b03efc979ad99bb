CREATE TABLE `wallet_freezes` (
	`wallet_id` text NOT NULL,
	`number` integer NOT NULL,
	`what` text NOT NULL,
	`by` text NOT NULL,
	`changed_by` text,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`wallet_id`, `number`),
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "wallet_freeze_what" CHECK("wallet_freezes"."what" in ('frozen', 'thawed')),
	CONSTRAINT "wallet_freeze_by" CHECK("wallet_freezes"."by" in ('code', 'staff') or ("wallet_freezes"."by" = 'device' and "wallet_freezes"."what" = 'frozen')),
	CONSTRAINT "wallet_freeze_known" CHECK(("wallet_freezes"."by" = 'code') = ("wallet_freezes"."changed_by" is null)),
	CONSTRAINT "wallet_freeze_reason" CHECK(length("wallet_freezes"."reason") > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `wallet_freezes_created` ON `wallet_freezes` (`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- A wallet is stopped and let go in turn, and each of both is only added. What staff stopped is let go by staff alone.
CREATE TRIGGER wallet_freezes_no_update BEFORE UPDATE ON wallet_freezes BEGIN SELECT RAISE(ABORT, 'wallet_freezes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_no_delete BEFORE DELETE ON wallet_freezes BEGIN SELECT RAISE(ABORT, 'wallet_freezes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_no_replace BEFORE INSERT ON wallet_freezes WHEN EXISTS (SELECT 1 FROM wallet_freezes WHERE wallet_id = NEW.wallet_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_freezes.wallet_id, wallet_freezes.number'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_true BEFORE INSERT ON wallet_freezes WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM wallet_freezes WHERE wallet_id = NEW.wallet_id) OR (NEW.what = 'frozen') <> (NEW.number % 2 = 1) OR (NEW.what = 'thawed' AND NEW."by" <> 'staff' AND (SELECT f."by" FROM wallet_freezes f WHERE f.wallet_id = NEW.wallet_id AND f.number = NEW.number - 1) = 'staff') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_freeze_true'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_done AFTER INSERT ON wallet_freezes BEGIN UPDATE wallets SET frozen_at = CASE NEW.what WHEN 'frozen' THEN NEW.created_at END WHERE account_id = NEW.wallet_id; END;
--> statement-breakpoint
CREATE TRIGGER wallets_frozen_true BEFORE UPDATE OF frozen_at ON wallets WHEN NEW.frozen_at IS NOT (SELECT CASE what WHEN 'frozen' THEN created_at END FROM wallet_freezes WHERE wallet_id = NEW.account_id ORDER BY number DESC LIMIT 1) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_frozen_true'); END;
--> statement-breakpoint
-- Asked where a journal ends, as of closed accounts: nothing that its holder or a payee begins takes from a stopped wallet. What ends, is undone or taken back by the issuer does, and all money in arrives.
CREATE TRIGGER journal_balanced_not_frozen BEFORE INSERT ON journal_balanced WHEN EXISTS (SELECT 1 FROM entries e JOIN wallets w ON w.account_id = e.account_id WHERE e.journal_id = NEW.journal_id AND e.fund_id = NEW.fund_id AND e.amount_yen < 0 AND w.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind IN ('pay', 'transfer', 'donate', 'repay')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_not_frozen'); END;
--> statement-breakpoint
CREATE TRIGGER hold_lots_wallet_not_frozen BEFORE INSERT ON hold_lots WHEN EXISTS (SELECT 1 FROM holds h JOIN wallets w ON w.account_id = h.wallet_id WHERE h.id = NEW.hold_id AND w.frozen_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_not_frozen'); END;
