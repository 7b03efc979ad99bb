CREATE TABLE "card_refund_ends" (
	"card_refund_id" text NOT NULL,
	"how" text NOT NULL,
	"journal_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "card_refund_ends_card_refund_id_how_pk" PRIMARY KEY("card_refund_id","how"),
	CONSTRAINT "card_refund_end" CHECK ("card_refund_ends"."how" in ('arrived', 'returned')),
	CONSTRAINT "card_refund_end_has_journal" CHECK (("card_refund_ends"."how" = 'returned') = ("card_refund_ends"."journal_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "card_refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"journal_id" text NOT NULL,
	"refund_journal_id" text,
	"topup_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"reason" text NOT NULL,
	"period" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "card_refund_positive" CHECK ("card_refunds"."amount_yen" > 0),
	CONSTRAINT "card_refund_reason" CHECK ("card_refunds"."reason" in ('business_ended', 'small_amount', 'moved_away', 'leaving_japan'))
);
--> statement-breakpoint
ALTER TABLE "card_refund_ends" ADD CONSTRAINT "card_refund_ends_card_refund_id_card_refunds_id_fk" FOREIGN KEY ("card_refund_id") REFERENCES "public"."card_refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refund_ends" ADD CONSTRAINT "card_refund_ends_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_refund_journal_id_journals_id_fk" FOREIGN KEY ("refund_journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_topup_id_topups_id_fk" FOREIGN KEY ("topup_id") REFERENCES "public"."topups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "card_refund_ends_journal" ON "card_refund_ends" USING btree ("journal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "card_refunds_lot" ON "card_refunds" USING btree ("journal_id","lot_id");--> statement-breakpoint
CREATE INDEX "card_refunds_refund" ON "card_refunds" USING btree ("refund_journal_id");--> statement-breakpoint
CREATE INDEX "card_refunds_period" ON "card_refunds" USING btree ("period");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- What goes back to a card is what both journals say of its lot: a shop restored it, and it left the wallet in the same list.
CREATE TRIGGER card_refunds_no_change BEFORE UPDATE OR DELETE ON card_refunds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER card_refunds_no_truncate BEFORE TRUNCATE ON card_refunds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_no_change BEFORE UPDATE OR DELETE ON card_refund_ends FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_no_truncate BEFORE TRUNCATE ON card_refund_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_card_refund() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM journals j JOIN journals r ON r.id = NEW.refund_journal_id AND r.kind = 'refund' AND r.id = j.parent_id JOIN lots l ON l.id = NEW.lot_id JOIN topups t ON t.id = NEW.topup_id AND t.journal_id = l.journal_id AND t.method = 'card' JOIN entries e ON e.journal_id = j.id AND e.lot_id = l.id AND e.amount_yen = -NEW.amount_yen JOIN entries b ON b.journal_id = r.id AND b.lot_id = l.id AND b.amount_yen = NEW.amount_yen WHERE j.id = NEW.journal_id AND j.kind = 'card_refund' AND j.created_at = NEW.created_at) THEN RAISE EXCEPTION 'card_refund_true' USING ERRCODE = '23514', CONSTRAINT = 'card_refund_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER card_refunds_true BEFORE INSERT ON card_refunds FOR EACH ROW EXECUTE FUNCTION refuse_untrue_card_refund();
--> statement-breakpoint
-- It arrived, as long as nobody said that it came back; what came back is in the lot that it left.
CREATE FUNCTION refuse_untrue_card_refund_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT (CASE NEW.how WHEN 'returned' THEN EXISTS (SELECT 1 FROM card_refunds r JOIN journals j ON j.id = NEW.journal_id AND j.kind = 'card_return' JOIN entries e ON e.journal_id = j.id AND e.lot_id = r.lot_id AND e.amount_yen = r.amount_yen WHERE r.id = NEW.card_refund_id AND j.created_at = NEW.created_at) ELSE NOT EXISTS (SELECT 1 FROM card_refund_ends WHERE card_refund_id = NEW.card_refund_id AND how = 'returned') END) THEN RAISE EXCEPTION 'card_refund_end_true' USING ERRCODE = '23514', CONSTRAINT = 'card_refund_end_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER card_refund_ends_true BEFORE INSERT ON card_refund_ends FOR EACH ROW EXECUTE FUNCTION refuse_untrue_card_refund_end();
--> statement-breakpoint
-- What a base period has seen is what was handed out and what went back to cards in it, no more and no less.
CREATE OR REPLACE FUNCTION refuse_untrue_repayment_period() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.repaid_yen <> (SELECT COALESCE(SUM(amount_yen), 0) FROM repayments WHERE period = NEW.period) + (SELECT COALESCE(SUM(amount_yen), 0) FROM card_refunds WHERE period = NEW.period) THEN RAISE EXCEPTION 'repayment_period_true' USING ERRCODE = '23514', CONSTRAINT = 'repayment_period_true'; END IF; RETURN NULL; END $$;
--> statement-breakpoint
-- Nothing goes to a card out of a stopped wallet either: a shop begins it.
CREATE OR REPLACE FUNCTION refuse_from_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM entries e JOIN wallets w ON w.account_id = e.account_id WHERE e.journal_id = NEW.journal_id AND e.fund_id = NEW.fund_id AND e.amount_yen < 0 AND w.frozen_at IS NOT NULL) AND EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND j.kind IN ('pay', 'transfer', 'donate', 'repay', 'card_refund')) THEN RAISE EXCEPTION 'wallet_not_frozen' USING ERRCODE = '23514', CONSTRAINT = 'wallet_not_frozen'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
-- What has not ended at the card company may come back: until then its wallet stays open.
CREATE OR REPLACE FUNCTION refuse_untrue_account_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 FROM accounts WHERE id = NEW.account_id FOR UPDATE; IF NEW.number <> 1 + (SELECT COUNT(*) FROM account_changes WHERE account_id = NEW.account_id) OR (NEW.what = 'closed') <> (NEW.number % 2 = 1) OR NOT EXISTS (SELECT 1 FROM accounts WHERE id = NEW.account_id AND kind IN ('wallet', 'merchant')) THEN RAISE EXCEPTION 'account_change_true' USING ERRCODE = '23514', CONSTRAINT = 'account_change_true'; END IF; IF NEW.what = 'closed' AND (EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND (posted_yen <> 0 OR held_yen <> 0)) OR EXISTS (SELECT 1 FROM credits c WHERE c.account_id = NEW.account_id AND c.folded_at IS NULL) OR EXISTS (SELECT 1 FROM holds h WHERE (h.wallet_id = NEW.account_id OR h.merchant_account_id = NEW.account_id) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = h.id)) OR EXISTS (SELECT 1 FROM disputes d WHERE d.wallet_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM dispute_closings e WHERE e.dispute_id = d.id)) OR EXISTS (SELECT 1 FROM card_refunds c JOIN lots l ON l.id = c.lot_id WHERE l.account_id = NEW.account_id AND NOT EXISTS (SELECT 1 FROM card_refund_ends e WHERE e.card_refund_id = c.id))) THEN RAISE EXCEPTION 'account_empty' USING ERRCODE = '23514', CONSTRAINT = 'account_empty'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
-- Of a charge a part may have gone back to the card: then the rest is disputed, and a lost dispute takes no more than that.
CREATE OR REPLACE FUNCTION refuse_untrue_dispute() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM lots l JOIN journals j ON j.id = l.journal_id WHERE l.id = NEW.lot_id AND j.id = NEW.top_up_journal_id AND j.kind = 'top_up' AND l.account_id = NEW.wallet_id AND NEW.amount_yen BETWEEN l.issued_yen - COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = l.id), 0) AND l.issued_yen AND l.issued_yen > COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = l.id AND NOT EXISTS (SELECT 1 FROM card_refund_ends e WHERE e.card_refund_id = c.id AND e.how = 'returned')), 0)) THEN RAISE EXCEPTION 'dispute_true' USING ERRCODE = '23514', CONSTRAINT = 'dispute_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_untrue_dispute_closing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT ((NEW.how = 'won' AND NEW.taken_yen = 0 AND NEW.receivable_yen = 0) OR EXISTS (SELECT 1 FROM disputes d JOIN journals j ON j.id = NEW.journal_id WHERE d.id = NEW.dispute_id AND NEW.how = 'lost' AND j.kind = 'charge_back' AND j.parent_id = d.top_up_journal_id AND NEW.taken_yen + NEW.receivable_yen BETWEEN LEAST(d.amount_yen, (SELECT l.issued_yen FROM lots l WHERE l.id = d.lot_id) - COALESCE((SELECT SUM(c.amount_yen) FROM card_refunds c WHERE c.lot_id = d.lot_id), 0)) AND d.amount_yen AND NEW.taken_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.lot_id = d.lot_id), 0) AND NEW.receivable_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'receivable'), 0))) THEN RAISE EXCEPTION 'dispute_closing_true' USING ERRCODE = '23514', CONSTRAINT = 'dispute_closing_true'; END IF; RETURN NEW; END $$;
