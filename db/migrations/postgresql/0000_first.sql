CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"municipality" text,
	"created_at" bigint NOT NULL,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"experiment_id" text NOT NULL,
	"visitor_id" text NOT NULL,
	"group_name" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "assignments_experiment_id_visitor_id_pk" PRIMARY KEY("experiment_id","visitor_id")
);
--> statement-breakpoint
CREATE TABLE "balances" (
	"account_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"posted_yen" bigint NOT NULL,
	"held_yen" bigint NOT NULL,
	"floor_yen" bigint,
	"version" bigint NOT NULL,
	CONSTRAINT "balances_account_id_fund_id_pk" PRIMARY KEY("account_id","fund_id"),
	CONSTRAINT "balance_floor" CHECK ("balances"."floor_yen" is null or "balances"."posted_yen" - "balances"."held_yen" >= "balances"."floor_yen"),
	CONSTRAINT "balance_held" CHECK ("balances"."held_yen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"visitor_id" text NOT NULL,
	"spot_kind" text NOT NULL,
	"spot_id" text NOT NULL,
	"municipality" text NOT NULL,
	"line_id" text,
	"day" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "check_in_spot" CHECK ("check_ins"."spot_kind" in ('station', 'place', 'merchant', 'institution'))
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"visitor_id" text NOT NULL,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"wording_version" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credits" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"journal_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "credit_positive" CHECK ("credits"."amount_yen" > 0)
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"journal_id" text NOT NULL,
	"line" bigint NOT NULL,
	"account_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"lot_id" text,
	"amount_yen" bigint NOT NULL,
	"balance_after_yen" bigint,
	"account_version" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "entries_journal_id_line_pk" PRIMARY KEY("journal_id","line"),
	CONSTRAINT "entry_amount" CHECK ("entries"."amount_yen" <> 0),
	CONSTRAINT "entry_balance_after" CHECK ("entries"."balance_after_yen" is null or "entries"."balance_after_yen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "exposures" (
	"id" text PRIMARY KEY NOT NULL,
	"visitor_id" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "folds" (
	"credit_id" text PRIMARY KEY NOT NULL,
	"folded_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "funds" (
	"id" text PRIMARY KEY NOT NULL,
	"instrument" text NOT NULL,
	"municipality" text,
	"pot_account_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "fund_instrument" CHECK ("funds"."instrument" in ('paid', 'free')),
	CONSTRAINT "fund_free_has_pot" CHECK (("funds"."instrument" = 'free') = ("funds"."pot_account_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "job_leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"leased_until" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal_balanced" (
	"journal_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"sum_yen" bigint NOT NULL,
	CONSTRAINT "journal_balanced_journal_id_fund_id_pk" PRIMARY KEY("journal_id","fund_id"),
	CONSTRAINT "journal_sums_to_zero" CHECK ("journal_balanced"."sum_yen" = 0)
);
--> statement-breakpoint
CREATE TABLE "journals" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"parent_id" text,
	CONSTRAINT "journal_kind" CHECK (length("journals"."kind") > 0)
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"content" text NOT NULL,
	"answer" text NOT NULL,
	"refused" boolean NOT NULL,
	"journal_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "keys_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "lots" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"instrument" text NOT NULL,
	"fund_id" text NOT NULL,
	"journal_id" text NOT NULL,
	"issued_yen" bigint NOT NULL,
	"remaining_yen" bigint NOT NULL,
	"held_yen" bigint NOT NULL,
	"valid_until" bigint NOT NULL,
	"rule" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "lot_not_negative" CHECK ("lots"."remaining_yen" - "lots"."held_yen" >= 0),
	CONSTRAINT "lot_held" CHECK ("lots"."held_yen" >= 0),
	CONSTRAINT "lot_not_above_issued" CHECK ("lots"."remaining_yen" <= "lots"."issued_yen"),
	CONSTRAINT "lot_instrument" CHECK ("lots"."instrument" in ('paid', 'free'))
);
--> statement-breakpoint
CREATE TABLE "marks" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"scope" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "memberships_user_id_role_scope_pk" PRIMARY KEY("user_id","role","scope")
);
--> statement-breakpoint
CREATE TABLE "merchant_bank_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"bank_code" text NOT NULL,
	"bank_name_kana" text NOT NULL,
	"branch_code" text NOT NULL,
	"branch_name_kana" text NOT NULL,
	"deposit_type" bigint NOT NULL,
	"account_number" text NOT NULL,
	"holder_kana" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_members" (
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "merchant_members_merchant_id_user_id_pk" PRIMARY KEY("merchant_id","user_id"),
	CONSTRAINT "merchant_member_role" CHECK ("merchant_members"."role" in ('owner', 'clerk'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text,
	"account_id" text,
	"name_ja" text NOT NULL,
	"name_kana" text NOT NULL,
	"name_en" text NOT NULL,
	"municipality" text NOT NULL,
	"merchant_class" text NOT NULL,
	"station_id" text,
	"status" text NOT NULL,
	"contact_name" text NOT NULL,
	"contact_phone" text NOT NULL,
	"contact_email" text NOT NULL,
	"code_version" bigint NOT NULL,
	"demonstration" boolean NOT NULL,
	"applied_at" bigint NOT NULL,
	"decided_at" bigint,
	"decided_by" text,
	"decision_reason" text,
	CONSTRAINT "merchant_status" CHECK ("merchants"."status" in ('applied', 'approved', 'refused', 'suspended')),
	CONSTRAINT "merchant_approved_has_account" CHECK ("merchants"."status" <> 'approved' or ("merchants"."code" is not null and "merchants"."account_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text,
	"public_key" text NOT NULL,
	"user_id" text NOT NULL,
	"credential_id" text NOT NULL,
	"counter" bigint NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"transports" text,
	"created_at" timestamp with time zone,
	"aaguid" text
);
--> statement-breakpoint
CREATE TABLE "payment_lots" (
	"payment_id" text NOT NULL,
	"position" bigint NOT NULL,
	"lot_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"refunded_yen" bigint NOT NULL,
	CONSTRAINT "payment_lots_payment_id_position_pk" PRIMARY KEY("payment_id","position"),
	CONSTRAINT "lot_refund_within_use" CHECK ("payment_lots"."refunded_yen" >= 0 and "payment_lots"."refunded_yen" <= "payment_lots"."amount_yen")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"merchant_account_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"refunded_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "payment_positive" CHECK ("payments"."amount_yen" > 0),
	CONSTRAINT "refund_within_payment" CHECK ("payments"."refunded_yen" >= 0 and "payments"."refunded_yen" <= "payments"."amount_yen")
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"settlement_id" text NOT NULL,
	"merchant_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"funds" text NOT NULL,
	"bank_account_id" text NOT NULL,
	"settle_journal_id" text NOT NULL,
	"payout_journal_id" text NOT NULL,
	"status" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "payout_positive" CHECK ("payouts"."amount_yen" > 0)
);
--> statement-breakpoint
CREATE TABLE "pots" (
	"account_id" text PRIMARY KEY NOT NULL,
	"fund_id" text NOT NULL,
	"municipality" text NOT NULL,
	"name_ja" text NOT NULL,
	"name_en" text NOT NULL,
	"rule" text NOT NULL,
	"valid_days" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "processor_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"outcome" text NOT NULL,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_counters" (
	"name" text NOT NULL,
	"window_start_at" bigint NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "rate_counters_name_window_start_at_pk" PRIMARY KEY("name","window_start_at")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" text PRIMARY KEY NOT NULL,
	"cut_off_at" bigint NOT NULL,
	"pay_day" text NOT NULL,
	"total_yen" bigint NOT NULL,
	"payout_count" bigint NOT NULL,
	"plan_hash" text NOT NULL,
	"approved_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"operation" text NOT NULL,
	"subject" text NOT NULL,
	"details" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stand_in_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"attempt" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"delivered_at" bigint,
	"status" bigint
);
--> statement-breakpoint
CREATE TABLE "stand_in_objects" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "topups" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"key" text NOT NULL,
	"status" text NOT NULL,
	"processor_session" text,
	"processor_payment" text,
	"pay_url" text,
	"journal_id" text,
	"failure" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "topup_positive" CHECK ("topups"."amount_yen" > 0),
	CONSTRAINT "topup_credited_has_journal" CHECK (("topups"."status" = 'credited') = ("topups"."journal_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean NOT NULL,
	"image" text,
	"is_anonymous" boolean,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visitors" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wallet_devices" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"account_id" text PRIMARY KEY NOT NULL,
	"recovery_hash" text NOT NULL,
	"user_id" text,
	"created_at" bigint NOT NULL,
	"frozen_at" bigint
);
--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_visitor_id_visitors_id_fk" FOREIGN KEY ("visitor_id") REFERENCES "public"."visitors"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credits" ADD CONSTRAINT "credits_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funds" ADD CONSTRAINT "funds_pot_account_id_accounts_id_fk" FOREIGN KEY ("pot_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_balanced" ADD CONSTRAINT "journal_balanced_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lots" ADD CONSTRAINT "lots_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_bank_accounts" ADD CONSTRAINT "merchant_bank_accounts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_members" ADD CONSTRAINT "merchant_members_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_lots" ADD CONSTRAINT "payment_lots_payment_id_journals_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_lots" ADD CONSTRAINT "payment_lots_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_merchant_account_id_accounts_id_fk" FOREIGN KEY ("merchant_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_bank_account_id_merchant_bank_accounts_id_fk" FOREIGN KEY ("bank_account_id") REFERENCES "public"."merchant_bank_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pots" ADD CONSTRAINT "pots_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pots" ADD CONSTRAINT "pots_fund_id_funds_id_fk" FOREIGN KEY ("fund_id") REFERENCES "public"."funds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_methods" ADD CONSTRAINT "sign_in_methods_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topups" ADD CONSTRAINT "topups_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topups" ADD CONSTRAINT "topups_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallet_devices" ADD CONSTRAINT "wallet_devices_wallet_id_wallets_account_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "check_ins_once_a_day" ON "check_ins" USING btree ("visitor_id","spot_kind","spot_id","day");--> statement-breakpoint
CREATE INDEX "check_ins_day" ON "check_ins" USING btree ("day");--> statement-breakpoint
CREATE INDEX "consents_visitor" ON "consents" USING btree ("visitor_id","purpose","created_at");--> statement-breakpoint
CREATE INDEX "credits_account" ON "credits" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "entries_account" ON "entries" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "exposures_subject" ON "exposures" USING btree ("subject_kind","subject_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "journals_scope_key" ON "journals" USING btree ("scope","key");--> statement-breakpoint
CREATE INDEX "journals_parent" ON "journals" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "journals_created" ON "journals" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "lots_account" ON "lots" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "merchant_bank_accounts_merchant" ON "merchant_bank_accounts" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE INDEX "merchant_members_user" ON "merchant_members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_code" ON "merchants" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_account" ON "merchants" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "merchants_status" ON "merchants" USING btree ("status");--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "payments_wallet" ON "payments" USING btree ("wallet_id","created_at");--> statement-breakpoint
CREATE INDEX "payments_merchant" ON "payments" USING btree ("merchant_account_id","created_at");--> statement-breakpoint
CREATE INDEX "payments_created" ON "payments" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_settlement_merchant" ON "payouts" USING btree ("settlement_id","merchant_id");--> statement-breakpoint
CREATE INDEX "payouts_merchant" ON "payouts" USING btree ("merchant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settlements_cut_off" ON "settlements" USING btree ("cut_off_at");--> statement-breakpoint
CREATE UNIQUE INDEX "settlements_plan" ON "settlements" USING btree ("plan_hash");--> statement-breakpoint
CREATE INDEX "sign_in_methods_user" ON "sign_in_methods" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "staff_acts_created" ON "staff_acts" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "stand_in_deliveries_due" ON "stand_in_deliveries" USING btree ("delivered_at","due_at");--> statement-breakpoint
CREATE INDEX "stand_in_objects_kind" ON "stand_in_objects" USING btree ("kind","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "topups_wallet_key" ON "topups" USING btree ("wallet_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "topups_session" ON "topups" USING btree ("processor_session");--> statement-breakpoint
CREATE INDEX "topups_status" ON "topups" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "visitors_wallet" ON "visitors" USING btree ("wallet_id");--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_devices_secret" ON "wallet_devices" USING btree ("secret_hash");--> statement-breakpoint
CREATE INDEX "wallet_devices_wallet" ON "wallet_devices" USING btree ("wallet_id");--> statement-breakpoint
CREATE UNIQUE INDEX "wallets_recovery_hash" ON "wallets" USING btree ("recovery_hash");--> statement-breakpoint
CREATE INDEX "wallets_user" ON "wallets" USING btree ("user_id");