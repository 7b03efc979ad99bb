CREATE TABLE `transfer_lots` (
	`journal_id` text NOT NULL,
	`position` integer NOT NULL,
	`from_lot_id` text NOT NULL,
	`to_lot_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	PRIMARY KEY(`journal_id`, `position`),
	FOREIGN KEY (`journal_id`) REFERENCES `transfers`(`journal_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "transfer_lot_positive" CHECK("transfer_lots"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `transfer_lots_to` ON `transfer_lots` (`to_lot_id`);--> statement-breakpoint
CREATE TABLE `transfers` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`from_wallet_id` text NOT NULL,
	`to_wallet_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`month` text NOT NULL,
	`month_limit_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "transfer_positive" CHECK("transfers"."amount_yen" > 0),
	CONSTRAINT "transfer_between_two" CHECK("transfers"."from_wallet_id" <> "transfers"."to_wallet_id")
) STRICT;
--> statement-breakpoint
CREATE INDEX `transfers_month` ON `transfers` (`from_wallet_id`,`month`);--> statement-breakpoint
CREATE TABLE `wallet_addresses` (
	`address` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_addresses_in_use` ON `wallet_addresses` (`wallet_id`) WHERE "wallet_addresses"."ended_at" is null;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Transfers are only added. The month is reckoned here, with the limit that came with the row: two at once never pass it together.
CREATE TRIGGER transfers_no_update BEFORE UPDATE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER transfers_no_delete BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'transfers_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER transfers_no_replace BEFORE INSERT ON transfers WHEN EXISTS (SELECT 1 FROM transfers WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: transfers.journal_id'); END;
--> statement-breakpoint
CREATE TRIGGER transfer_lots_no_update BEFORE UPDATE ON transfer_lots BEGIN SELECT RAISE(ABORT, 'transfer_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER transfer_lots_no_delete BEFORE DELETE ON transfer_lots BEGIN SELECT RAISE(ABORT, 'transfer_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER transfer_lots_no_replace BEFORE INSERT ON transfer_lots WHEN EXISTS (SELECT 1 FROM transfer_lots WHERE (journal_id = NEW.journal_id AND position = NEW.position) OR to_lot_id = NEW.to_lot_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: transfer_lots.journal_id, transfer_lots.position'); END;
--> statement-breakpoint
CREATE TRIGGER transfers_month_true BEFORE INSERT ON transfers WHEN NEW.month <> strftime('%Y-%m', (NEW.created_at + 32400000) / 1000, 'unixepoch') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: transfer_month_true'); END;
--> statement-breakpoint
CREATE TRIGGER transfers_month_limit BEFORE INSERT ON transfers WHEN NEW.amount_yen + (SELECT COALESCE(SUM(amount_yen), 0) FROM transfers WHERE from_wallet_id = NEW.from_wallet_id AND month = NEW.month) > NEW.month_limit_yen BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: transfer_month_limit'); END;
--> statement-breakpoint
-- A transfer extends nothing: what arrives is the same money in everything but whose it is.
CREATE TRIGGER transfer_lots_true BEFORE INSERT ON transfer_lots WHEN NOT EXISTS (SELECT 1 FROM transfers t JOIN lots f ON f.id = NEW.from_lot_id JOIN lots r ON r.id = NEW.to_lot_id WHERE t.journal_id = NEW.journal_id AND f.account_id = t.from_wallet_id AND r.account_id = t.to_wallet_id AND r.journal_id = t.journal_id AND r.issued_yen = NEW.amount_yen AND r.valid_until = f.valid_until AND r.instrument = f.instrument AND r.fund_id = f.fund_id AND r.rule = f.rule) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: transfer_lot_true'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_addresses_no_delete BEFORE DELETE ON wallet_addresses BEGIN SELECT RAISE(ABORT, 'wallet_addresses_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_addresses_fixed BEFORE UPDATE ON wallet_addresses WHEN NEW.address <> OLD.address OR NEW.wallet_id <> OLD.wallet_id OR NEW.created_at <> OLD.created_at OR OLD.ended_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'wallet_addresses_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_addresses_no_replace BEFORE INSERT ON wallet_addresses WHEN EXISTS (SELECT 1 FROM wallet_addresses WHERE address = NEW.address OR (wallet_id = NEW.wallet_id AND ended_at IS NULL AND NEW.ended_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_addresses.address'); END;
