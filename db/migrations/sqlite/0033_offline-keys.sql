CREATE TABLE `offline_keys` (
	`handle` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`device_id` text NOT NULL,
	`ends_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `wallet_devices`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "offline_key_lasts" CHECK("offline_keys"."ends_at" > "offline_keys"."created_at")
) STRICT;

--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Keys to make codes by are only added, and given to a device of their wallet.
CREATE TRIGGER offline_keys_no_update BEFORE UPDATE ON offline_keys BEGIN SELECT RAISE(ABORT, 'offline_keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER offline_keys_no_delete BEFORE DELETE ON offline_keys BEGIN SELECT RAISE(ABORT, 'offline_keys_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER offline_keys_no_replace BEFORE INSERT ON offline_keys WHEN EXISTS (SELECT 1 FROM offline_keys WHERE handle = NEW.handle) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: offline_keys.handle'); END;
--> statement-breakpoint
CREATE TRIGGER offline_keys_true BEFORE INSERT ON offline_keys WHEN NOT EXISTS (SELECT 1 FROM wallet_devices d WHERE d.id = NEW.device_id AND d.wallet_id = NEW.wallet_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: offline_key_true'); END;
