CREATE TABLE `spendings` (
	`wallet_id` text NOT NULL,
	`period` text NOT NULL,
	`spent_yen` integer NOT NULL,
	`limit_yen` integer NOT NULL,
	PRIMARY KEY(`wallet_id`, `period`),
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "spending_within_limit" CHECK("spendings"."spent_yen" > 0 and "spendings"."spent_yen" <= "spendings"."limit_yen")
) STRICT;
--> statement-breakpoint
CREATE TABLE `wallet_fills` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`limit_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `topups` ADD `day_limit_yen` integer;--> statement-breakpoint
ALTER TABLE `topups` ADD `month_limit_yen` integer;--> statement-breakpoint
ALTER TABLE `topups` ADD `wallet_limit_yen` integer;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What was spent before there were counters counts too, without a limit; a captured hold was counted when it was placed.
INSERT INTO spendings (wallet_id, period, spent_yen, limit_yen) SELECT wallet_id, strftime(form, (created_at + 32400000) / 1000, 'unixepoch'), SUM(amount_yen), 9007199254740991 FROM (SELECT wallet_id, created_at, amount_yen FROM payments WHERE NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.journal_id = payments.journal_id) UNION ALL SELECT wallet_id, created_at, amount_yen FROM holds) spent CROSS JOIN (SELECT '%Y-%m' AS form UNION ALL SELECT '%Y-%m-%d') forms GROUP BY 1, 2;
--> statement-breakpoint
-- A counter only counts up, and stays that of its wallet and period.
CREATE TRIGGER spendings_no_delete BEFORE DELETE ON spendings BEGIN SELECT RAISE(ABORT, 'spendings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER spendings_grow BEFORE UPDATE ON spendings WHEN NEW.wallet_id <> OLD.wallet_id OR NEW.period <> OLD.period OR NEW.spent_yen <= OLD.spent_yen BEGIN SELECT RAISE(ABORT, 'spendings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_update BEFORE UPDATE ON wallet_fills BEGIN SELECT RAISE(ABORT, 'wallet_fills_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_delete BEFORE DELETE ON wallet_fills BEGIN SELECT RAISE(ABORT, 'wallet_fills_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_replace BEFORE INSERT ON wallet_fills WHEN EXISTS (SELECT 1 FROM wallet_fills WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_fills.journal_id'); END;
--> statement-breakpoint
-- The entries are in the balances by now: a wallet that was given money holds no more than it may, of all funds together.
CREATE TRIGGER wallet_fills_ceiling BEFORE INSERT ON wallet_fills WHEN (SELECT COALESCE(SUM(posted_yen), 0) FROM balances WHERE account_id = NEW.wallet_id) > NEW.limit_yen BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_ceiling'); END;
--> statement-breakpoint
-- A top-up is held to its limits when it begins: once a card is charged the money is the holder's. A page that has closed and a top-up that was undone do not count.
CREATE TRIGGER topups_within_limits BEFORE INSERT ON topups WHEN EXISTS (SELECT 1 FROM (SELECT COALESCE(SUM(CASE WHEN strftime('%Y-%m-%d', (t.created_at + 32400000) / 1000, 'unixepoch') = strftime('%Y-%m-%d', (NEW.created_at + 32400000) / 1000, 'unixepoch') THEN t.amount_yen ELSE 0 END), 0) AS day_yen, COALESCE(SUM(CASE WHEN strftime('%Y-%m', (t.created_at + 32400000) / 1000, 'unixepoch') = strftime('%Y-%m', (NEW.created_at + 32400000) / 1000, 'unixepoch') THEN t.amount_yen ELSE 0 END), 0) AS month_yen, COALESCE(SUM(CASE WHEN t.status <> 'credited' THEN t.amount_yen ELSE 0 END), 0) AS pending_yen FROM topups t WHERE t.wallet_id = NEW.wallet_id AND t.status <> 'expired' AND NOT EXISTS (SELECT 1 FROM journals v WHERE v.parent_id = t.journal_id AND v.kind = 'void')) begun WHERE begun.day_yen + NEW.amount_yen > NEW.day_limit_yen OR begun.month_yen + NEW.amount_yen > NEW.month_limit_yen OR begun.pending_yen + NEW.amount_yen + (SELECT COALESCE(SUM(posted_yen), 0) FROM balances WHERE account_id = NEW.wallet_id) > NEW.wallet_limit_yen) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: topup_within_limits'); END;
