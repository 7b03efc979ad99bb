CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`municipality` text,
	`created_at` integer NOT NULL,
	`closed_at` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `assignments` (
	`experiment_id` text NOT NULL,
	`visitor_id` text NOT NULL,
	`group_name` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`experiment_id`, `visitor_id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `balances` (
	`account_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`posted_yen` integer NOT NULL,
	`held_yen` integer NOT NULL,
	`floor_yen` integer,
	`version` integer NOT NULL,
	PRIMARY KEY(`account_id`, `fund_id`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fund_id`) REFERENCES `funds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "balance_floor" CHECK("balances"."floor_yen" is null or "balances"."posted_yen" - "balances"."held_yen" >= "balances"."floor_yen"),
	CONSTRAINT "balance_held" CHECK("balances"."held_yen" >= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `check_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`visitor_id` text NOT NULL,
	`spot_kind` text NOT NULL,
	`spot_id` text NOT NULL,
	`municipality` text NOT NULL,
	`line_id` text,
	`day` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`visitor_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "check_in_spot" CHECK("check_ins"."spot_kind" in ('station', 'place', 'merchant', 'institution'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `check_ins_once_a_day` ON `check_ins` (`visitor_id`,`spot_kind`,`spot_id`,`day`);--> statement-breakpoint
CREATE INDEX `check_ins_day` ON `check_ins` (`day`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`visitor_id` text NOT NULL,
	`purpose` text NOT NULL,
	`given` integer NOT NULL,
	`wording_version` text NOT NULL,
	`locale` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`visitor_id`) REFERENCES `visitors`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `consents_visitor` ON `consents` (`visitor_id`,`purpose`,`created_at`);--> statement-breakpoint
CREATE TABLE `credits` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`journal_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fund_id`) REFERENCES `funds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_positive" CHECK("credits"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `credits_account` ON `credits` (`account_id`);--> statement-breakpoint
CREATE TABLE `entries` (
	`journal_id` text NOT NULL,
	`line` integer NOT NULL,
	`account_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`lot_id` text,
	`amount_yen` integer NOT NULL,
	`balance_after_yen` integer,
	`account_version` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`journal_id`, `line`),
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fund_id`) REFERENCES `funds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "entry_amount" CHECK("entries"."amount_yen" <> 0),
	CONSTRAINT "entry_balance_after" CHECK("entries"."balance_after_yen" is null or "entries"."balance_after_yen" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `entries_account` ON `entries` (`account_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `exposures` (
	`id` text PRIMARY KEY NOT NULL,
	`visitor_id` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `exposures_subject` ON `exposures` (`subject_kind`,`subject_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `folds` (
	`credit_id` text PRIMARY KEY NOT NULL,
	`folded_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `funds` (
	`id` text PRIMARY KEY NOT NULL,
	`instrument` text NOT NULL,
	`municipality` text,
	`pot_account_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`pot_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "fund_instrument" CHECK("funds"."instrument" in ('paid', 'free')),
	CONSTRAINT "fund_free_has_pot" CHECK(("funds"."instrument" = 'free') = ("funds"."pot_account_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE TABLE `job_leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`leased_until` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `journal_balanced` (
	`journal_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`sum_yen` integer NOT NULL,
	PRIMARY KEY(`journal_id`, `fund_id`),
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "journal_sums_to_zero" CHECK("journal_balanced"."sum_yen" = 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `journals` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`parent_id` text,
	CONSTRAINT "journal_kind" CHECK(length("journals"."kind") > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `journals_scope_key` ON `journals` (`scope`,`key`);--> statement-breakpoint
CREATE INDEX `journals_parent` ON `journals` (`parent_id`);--> statement-breakpoint
CREATE INDEX `journals_created` ON `journals` (`created_at`);--> statement-breakpoint
CREATE TABLE `keys` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`content` text NOT NULL,
	`answer` text NOT NULL,
	`refused` integer NOT NULL,
	`journal_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `lots` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`instrument` text NOT NULL,
	`fund_id` text NOT NULL,
	`journal_id` text NOT NULL,
	`issued_yen` integer NOT NULL,
	`remaining_yen` integer NOT NULL,
	`held_yen` integer NOT NULL,
	`valid_until` integer NOT NULL,
	`rule` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fund_id`) REFERENCES `funds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lot_not_negative" CHECK("lots"."remaining_yen" - "lots"."held_yen" >= 0),
	CONSTRAINT "lot_held" CHECK("lots"."held_yen" >= 0),
	CONSTRAINT "lot_not_above_issued" CHECK("lots"."remaining_yen" <= "lots"."issued_yen"),
	CONSTRAINT "lot_instrument" CHECK("lots"."instrument" in ('paid', 'free'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `lots_account` ON `lots` (`account_id`);--> statement-breakpoint
CREATE TABLE `marks` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `memberships` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `role`, `scope`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `merchant_bank_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`bank_code` text NOT NULL,
	`bank_name_kana` text NOT NULL,
	`branch_code` text NOT NULL,
	`branch_name_kana` text NOT NULL,
	`deposit_type` integer NOT NULL,
	`account_number` text NOT NULL,
	`holder_kana` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `merchant_bank_accounts_merchant` ON `merchant_bank_accounts` (`merchant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `merchant_members` (
	`merchant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `user_id`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "merchant_member_role" CHECK("merchant_members"."role" in ('owner', 'clerk'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `merchant_members_user` ON `merchant_members` (`user_id`);--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text,
	`account_id` text,
	`name_ja` text NOT NULL,
	`name_kana` text NOT NULL,
	`name_en` text NOT NULL,
	`municipality` text NOT NULL,
	`merchant_class` text NOT NULL,
	`station_id` text,
	`status` text NOT NULL,
	`contact_name` text NOT NULL,
	`contact_phone` text NOT NULL,
	`contact_email` text NOT NULL,
	`code_version` integer NOT NULL,
	`demonstration` integer NOT NULL,
	`applied_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decision_reason` text,
	CONSTRAINT "merchant_status" CHECK("merchants"."status" in ('applied', 'approved', 'refused', 'suspended')),
	CONSTRAINT "merchant_approved_has_account" CHECK("merchants"."status" <> 'approved' or ("merchants"."code" is not null and "merchants"."account_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_code` ON `merchants` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_account` ON `merchants` (`account_id`);--> statement-breakpoint
CREATE INDEX `merchants_status` ON `merchants` (`status`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`public_key` text NOT NULL,
	`user_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`counter` integer NOT NULL,
	`device_type` text NOT NULL,
	`backed_up` integer NOT NULL,
	`transports` text,
	`created_at` integer,
	`aaguid` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `passkeys_user` ON `passkeys` (`user_id`);--> statement-breakpoint
CREATE INDEX `passkeys_credential` ON `passkeys` (`credential_id`);--> statement-breakpoint
CREATE TABLE `payment_lots` (
	`payment_id` text NOT NULL,
	`position` integer NOT NULL,
	`lot_id` text NOT NULL,
	`fund_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`refunded_yen` integer NOT NULL,
	PRIMARY KEY(`payment_id`, `position`),
	FOREIGN KEY (`payment_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lot_id`) REFERENCES `lots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lot_refund_within_use" CHECK("payment_lots"."refunded_yen" >= 0 and "payment_lots"."refunded_yen" <= "payment_lots"."amount_yen")
) STRICT;
--> statement-breakpoint
CREATE TABLE `payments` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`merchant_account_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`refunded_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payment_positive" CHECK("payments"."amount_yen" > 0),
	CONSTRAINT "refund_within_payment" CHECK("payments"."refunded_yen" >= 0 and "payments"."refunded_yen" <= "payments"."amount_yen")
) STRICT;
--> statement-breakpoint
CREATE INDEX `payments_wallet` ON `payments` (`wallet_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_merchant` ON `payments` (`merchant_account_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `payments_created` ON `payments` (`created_at`);--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` text PRIMARY KEY NOT NULL,
	`settlement_id` text NOT NULL,
	`merchant_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`funds` text NOT NULL,
	`bank_account_id` text NOT NULL,
	`settle_journal_id` text NOT NULL,
	`payout_journal_id` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bank_account_id`) REFERENCES `merchant_bank_accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payout_positive" CHECK("payouts"."amount_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_settlement_merchant` ON `payouts` (`settlement_id`,`merchant_id`);--> statement-breakpoint
CREATE INDEX `payouts_merchant` ON `payouts` (`merchant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `pots` (
	`account_id` text PRIMARY KEY NOT NULL,
	`fund_id` text NOT NULL,
	`municipality` text NOT NULL,
	`name_ja` text NOT NULL,
	`name_en` text NOT NULL,
	`rule` text NOT NULL,
	`valid_days` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fund_id`) REFERENCES `funds`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `processor_events` (
	`id` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`outcome` text NOT NULL,
	`received_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `rate_counters` (
	`name` text NOT NULL,
	`window_start_at` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`name`, `window_start_at`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `settlements` (
	`id` text PRIMARY KEY NOT NULL,
	`cut_off_at` integer NOT NULL,
	`pay_day` text NOT NULL,
	`total_yen` integer NOT NULL,
	`payout_count` integer NOT NULL,
	`plan_hash` text NOT NULL,
	`approved_by` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `settlements_cut_off` ON `settlements` (`cut_off_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `settlements_plan` ON `settlements` (`plan_hash`);--> statement-breakpoint
CREATE TABLE `sign_in_methods` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `sign_in_methods_user` ON `sign_in_methods` (`user_id`);--> statement-breakpoint
CREATE TABLE `staff_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`operation` text NOT NULL,
	`subject` text NOT NULL,
	`details` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `staff_acts_created` ON `staff_acts` (`created_at`);--> statement-breakpoint
CREATE TABLE `stand_in_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`due_at` integer NOT NULL,
	`delivered_at` integer,
	`status` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `stand_in_deliveries_due` ON `stand_in_deliveries` (`delivered_at`,`due_at`);--> statement-breakpoint
CREATE TABLE `stand_in_objects` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `stand_in_objects_kind` ON `stand_in_objects` (`kind`,`created_at`);--> statement-breakpoint
CREATE TABLE `topups` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`key` text NOT NULL,
	`status` text NOT NULL,
	`processor_session` text,
	`processor_payment` text,
	`pay_url` text,
	`journal_id` text,
	`failure` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`wallet_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "topup_positive" CHECK("topups"."amount_yen" > 0),
	CONSTRAINT "topup_credited_has_journal" CHECK(("topups"."status" = 'credited') = ("topups"."journal_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `topups_wallet_key` ON `topups` (`wallet_id`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `topups_session` ON `topups` (`processor_session`);--> statement-breakpoint
CREATE INDEX `topups_status` ON `topups` (`status`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`is_anonymous` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `visitors` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `visitors_wallet` ON `visitors` (`wallet_id`);--> statement-breakpoint
CREATE TABLE `wallet_devices` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`wallet_id`) REFERENCES `wallets`(`account_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_devices_secret` ON `wallet_devices` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `wallet_devices_wallet` ON `wallet_devices` (`wallet_id`);--> statement-breakpoint
CREATE TABLE `wallets` (
	`account_id` text PRIMARY KEY NOT NULL,
	`recovery_hash` text NOT NULL,
	`user_id` text,
	`created_at` integer NOT NULL,
	`frozen_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `wallets_recovery_hash` ON `wallets` (`recovery_hash`);--> statement-breakpoint
CREATE INDEX `wallets_user` ON `wallets` (`user_id`);