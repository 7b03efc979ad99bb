CREATE TABLE `proxies` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`number` integer NOT NULL,
	`device_id` text NOT NULL,
	`relation` text NOT NULL,
	`payment_yen_max` integer NOT NULL,
	`day_yen_max` integer NOT NULL,
	`ends_at` integer,
	`invitation_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `wallet_devices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invitation_id`) REFERENCES `proxy_invitations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "proxy_limits" CHECK("proxies"."payment_yen_max" between 1 and "proxies"."day_yen_max"),
	CONSTRAINT "proxy_number" CHECK("proxies"."number" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `proxies_number` ON `proxies` (`wallet_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `proxies_invitation` ON `proxies` (`invitation_id`);--> statement-breakpoint
CREATE INDEX `proxies_device` ON `proxies` (`device_id`);--> statement-breakpoint
CREATE TABLE `proxy_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`proxy_id` text NOT NULL,
	`what` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`day` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`proxy_id`) REFERENCES `proxies`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "proxy_act_what" CHECK("proxy_acts"."what" in ('pay', 'top_up')),
	CONSTRAINT "proxy_act_amount" CHECK("proxy_acts"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `proxy_acts_proxy` ON `proxy_acts` (`proxy_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `proxy_days` (
	`wallet_id` text NOT NULL,
	`number` integer NOT NULL,
	`day` text NOT NULL,
	`paid_yen` integer NOT NULL,
	`limit_yen` integer NOT NULL,
	PRIMARY KEY(`wallet_id`, `number`, `day`),
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "proxy_day_within_limit" CHECK("proxy_days"."paid_yen" > 0 and "proxy_days"."paid_yen" <= "proxy_days"."limit_yen")
) STRICT;
--> statement-breakpoint
CREATE TABLE `proxy_endings` (
	`proxy_id` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`ended_by` text,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`proxy_id`) REFERENCES `proxies`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "proxy_ending_by" CHECK("proxy_endings"."by" in ('proxy', 'code', 'device', 'staff')),
	CONSTRAINT "proxy_ending_known" CHECK(("proxy_endings"."by" = 'code') = ("proxy_endings"."ended_by" is null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `proxy_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`code_hash` text NOT NULL,
	`wallet_id` text NOT NULL,
	`relation` text NOT NULL,
	`payment_yen_max` integer NOT NULL,
	`day_yen_max` integer NOT NULL,
	`ends_at` integer,
	`by` text NOT NULL,
	`valid_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "proxy_invitation_by" CHECK("proxy_invitations"."by" in ('code', 'device')),
	CONSTRAINT "proxy_invitation_limits" CHECK("proxy_invitations"."payment_yen_max" between 1 and "proxy_invitations"."day_yen_max"),
	CONSTRAINT "proxy_invitation_lasts" CHECK("proxy_invitations"."valid_until" > "proxy_invitations"."created_at")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `proxy_invitations_code` ON `proxy_invitations` (`code_hash`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER proxies_no_update BEFORE UPDATE ON proxies BEGIN SELECT RAISE(ABORT, 'proxies_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxies_no_delete BEFORE DELETE ON proxies BEGIN SELECT RAISE(ABORT, 'proxies_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxies_no_replace BEFORE INSERT ON proxies WHEN EXISTS (SELECT 1 FROM proxies WHERE id = NEW.id OR (wallet_id = NEW.wallet_id AND number = NEW.number) OR invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxies.id'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_update BEFORE UPDATE ON proxy_invitations BEGIN SELECT RAISE(ABORT, 'proxy_invitations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_delete BEFORE DELETE ON proxy_invitations BEGIN SELECT RAISE(ABORT, 'proxy_invitations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_replace BEFORE INSERT ON proxy_invitations WHEN EXISTS (SELECT 1 FROM proxy_invitations WHERE id = NEW.id OR code_hash = NEW.code_hash) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_invitations.id'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_update BEFORE UPDATE ON proxy_endings BEGIN SELECT RAISE(ABORT, 'proxy_endings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_delete BEFORE DELETE ON proxy_endings BEGIN SELECT RAISE(ABORT, 'proxy_endings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_replace BEFORE INSERT ON proxy_endings WHEN EXISTS (SELECT 1 FROM proxy_endings WHERE proxy_id = NEW.proxy_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_endings.proxy_id'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_update BEFORE UPDATE ON proxy_acts BEGIN SELECT RAISE(ABORT, 'proxy_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_delete BEFORE DELETE ON proxy_acts BEGIN SELECT RAISE(ABORT, 'proxy_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_replace BEFORE INSERT ON proxy_acts WHEN EXISTS (SELECT 1 FROM proxy_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_acts.id'); END;
--> statement-breakpoint
-- Who opened a wallet for somebody is its first proxy, and it has no phone of its own; every other one was let in by the owner's side, as it said, in time. Nobody is the proxy of the wallet of their own phone.
CREATE TRIGGER proxies_invited BEFORE INSERT ON proxies WHEN (NEW.invitation_id IS NULL AND (NEW.number <> 1 OR EXISTS (SELECT 1 FROM wallet_devices WHERE wallet_id = NEW.wallet_id))) OR (NEW.invitation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM proxy_invitations i WHERE i.id = NEW.invitation_id AND i.wallet_id = NEW.wallet_id AND i.relation = NEW.relation AND i.payment_yen_max = NEW.payment_yen_max AND i.day_yen_max = NEW.day_yen_max AND coalesce(i.ends_at, 0) = coalesce(NEW.ends_at, 0) AND NEW.created_at <= i.valid_until)) OR EXISTS (SELECT 1 FROM wallet_devices WHERE id = NEW.device_id AND wallet_id = NEW.wallet_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: proxy_invited'); END;
--> statement-breakpoint
-- A proxy does what it may at this moment: not taken away, not over, its phone still its own wallet's and that one not stopped. The day's counter holds this payment by now.
CREATE TRIGGER proxy_acts_allowed BEFORE INSERT ON proxy_acts WHEN NOT EXISTS (SELECT 1 FROM proxies p JOIN wallet_devices d ON d.id = p.device_id JOIN wallets o ON o.account_id = d.wallet_id WHERE p.id = NEW.proxy_id AND d.revoked_at IS NULL AND o.frozen_at IS NULL AND (p.ends_at IS NULL OR p.ends_at >= NEW.created_at) AND NOT EXISTS (SELECT 1 FROM proxy_endings e WHERE e.proxy_id = p.id) AND ((NEW.what = 'top_up' AND EXISTS (SELECT 1 FROM topups t WHERE t.id = NEW.id AND t.wallet_id = p.wallet_id AND t.amount_yen = NEW.amount_yen)) OR (NEW.what = 'pay' AND EXISTS (SELECT 1 FROM payments y WHERE y.journal_id = NEW.id AND y.wallet_id = p.wallet_id AND y.amount_yen = NEW.amount_yen) AND NEW.amount_yen <= p.payment_yen_max AND (SELECT c.paid_yen FROM proxy_days c WHERE c.wallet_id = p.wallet_id AND c.number = p.number AND c.day = NEW.day) BETWEEN NEW.amount_yen AND p.day_yen_max))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: proxy_act_allowed'); END;
--> statement-breakpoint
-- A counter only counts up, and stays that of its wallet, number and day.
CREATE TRIGGER proxy_days_no_delete BEFORE DELETE ON proxy_days BEGIN SELECT RAISE(ABORT, 'proxy_days_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_days_grow BEFORE UPDATE ON proxy_days WHEN NEW.wallet_id <> OLD.wallet_id OR NEW.number <> OLD.number OR NEW.day <> OLD.day OR NEW.paid_yen <= OLD.paid_yen BEGIN SELECT RAISE(ABORT, 'proxy_days_append_only'); END;
