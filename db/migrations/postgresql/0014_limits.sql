CREATE TABLE "spendings" (
	"wallet_id" text NOT NULL,
	"period" text NOT NULL,
	"spent_yen" bigint NOT NULL,
	"limit_yen" bigint NOT NULL,
	CONSTRAINT "spendings_wallet_id_period_pk" PRIMARY KEY("wallet_id","period"),
	CONSTRAINT "spending_within_limit" CHECK ("spendings"."spent_yen" > 0 and "spendings"."spent_yen" <= "spendings"."limit_yen")
);
--> statement-breakpoint
CREATE TABLE "wallet_fills" (
	"journal_id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"limit_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "topups" ADD COLUMN "day_limit_yen" bigint;--> statement-breakpoint
ALTER TABLE "topups" ADD COLUMN "month_limit_yen" bigint;--> statement-breakpoint
ALTER TABLE "topups" ADD COLUMN "wallet_limit_yen" bigint;--> statement-breakpoint
ALTER TABLE "spendings" ADD CONSTRAINT "spendings_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallet_fills" ADD CONSTRAINT "wallet_fills_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallet_fills" ADD CONSTRAINT "wallet_fills_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What was spent before there were counters counts too, without a limit; a captured hold was counted when it was placed.
INSERT INTO spendings (wallet_id, period, spent_yen, limit_yen) SELECT wallet_id, to_char(to_timestamp((created_at + 32400000) / 1000) AT TIME ZONE 'UTC', form), SUM(amount_yen), 9007199254740991 FROM (SELECT wallet_id, created_at, amount_yen FROM payments WHERE NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.journal_id = payments.journal_id) UNION ALL SELECT wallet_id, created_at, amount_yen FROM holds) spent CROSS JOIN (VALUES ('YYYY-MM'), ('YYYY-MM-DD')) forms (form) GROUP BY 1, 2;
--> statement-breakpoint
-- A counter only counts up, and stays that of its wallet and period.
CREATE TRIGGER spendings_no_delete BEFORE DELETE ON spendings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER spendings_no_truncate BEFORE TRUNCATE ON spendings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER spendings_grow BEFORE UPDATE ON spendings FOR EACH ROW WHEN (NEW.wallet_id <> OLD.wallet_id OR NEW.period <> OLD.period OR NEW.spent_yen <= OLD.spent_yen) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_change BEFORE UPDATE OR DELETE ON wallet_fills FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_truncate BEFORE TRUNCATE ON wallet_fills FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The entries are in the balances by now: a wallet that was given money holds no more than it may, of all funds together.
-- Funds are rows of their own, so the wallet's row is locked first: the sum sees everything that was put in before.
CREATE FUNCTION refuse_wallet_above_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.wallet_id FOR NO KEY UPDATE; IF (SELECT COALESCE(SUM(posted_yen), 0) FROM balances WHERE account_id = NEW.wallet_id) > NEW.limit_yen THEN RAISE EXCEPTION 'wallet_ceiling' USING ERRCODE = '23514', CONSTRAINT = 'wallet_ceiling'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER wallet_fills_ceiling BEFORE INSERT ON wallet_fills FOR EACH ROW EXECUTE FUNCTION refuse_wallet_above_ceiling();
--> statement-breakpoint
-- A top-up is held to its limits when it begins: once a card is charged the money is the holder's. A page that has closed and a top-up that was undone do not count.
CREATE FUNCTION japan_period(at bigint, form text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT to_char(to_timestamp((at + 32400000) / 1000) AT TIME ZONE 'UTC', form) $$;
--> statement-breakpoint
CREATE FUNCTION refuse_topup_above_limits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.wallet_id FOR NO KEY UPDATE; IF EXISTS (SELECT 1 FROM (SELECT COALESCE(SUM(CASE WHEN japan_period(t.created_at, 'YYYY-MM-DD') = japan_period(NEW.created_at, 'YYYY-MM-DD') THEN t.amount_yen ELSE 0 END), 0) AS day_yen, COALESCE(SUM(CASE WHEN japan_period(t.created_at, 'YYYY-MM') = japan_period(NEW.created_at, 'YYYY-MM') THEN t.amount_yen ELSE 0 END), 0) AS month_yen, COALESCE(SUM(CASE WHEN t.status <> 'credited' THEN t.amount_yen ELSE 0 END), 0) AS pending_yen FROM topups t WHERE t.wallet_id = NEW.wallet_id AND t.status <> 'expired' AND NOT EXISTS (SELECT 1 FROM journals v WHERE v.parent_id = t.journal_id AND v.kind = 'void')) begun WHERE begun.day_yen + NEW.amount_yen > NEW.day_limit_yen OR begun.month_yen + NEW.amount_yen > NEW.month_limit_yen OR begun.pending_yen + NEW.amount_yen + (SELECT COALESCE(SUM(posted_yen), 0) FROM balances WHERE account_id = NEW.wallet_id) > NEW.wallet_limit_yen) THEN RAISE EXCEPTION 'topup_within_limits' USING ERRCODE = '23514', CONSTRAINT = 'topup_within_limits'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER topups_within_limits BEFORE INSERT ON topups FOR EACH ROW EXECUTE FUNCTION refuse_topup_above_limits();
