CREATE TABLE "hold_lots" (
	"hold_id" text NOT NULL,
	"position" bigint NOT NULL,
	"lot_id" text NOT NULL,
	"fund_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	CONSTRAINT "hold_lots_hold_id_position_pk" PRIMARY KEY("hold_id","position"),
	CONSTRAINT "hold_lot_positive" CHECK ("hold_lots"."amount_yen" > 0)
);
--> statement-breakpoint
CREATE TABLE "hold_resolutions" (
	"hold_id" text PRIMARY KEY NOT NULL,
	"how" text NOT NULL,
	"captured_yen" bigint NOT NULL,
	"journal_id" text,
	"resolved_at" bigint NOT NULL,
	CONSTRAINT "hold_resolution_how" CHECK ("hold_resolutions"."how" in ('captured', 'voided', 'expired')),
	CONSTRAINT "hold_captured_has_payment" CHECK (("hold_resolutions"."how" = 'captured') = ("hold_resolutions"."journal_id" is not null)),
	CONSTRAINT "hold_captured_yen" CHECK ("hold_resolutions"."captured_yen" >= 0 and ("hold_resolutions"."how" = 'captured') = ("hold_resolutions"."captured_yen" > 0))
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"merchant_account_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "hold_positive" CHECK ("holds"."amount_yen" > 0),
	CONSTRAINT "hold_ends_later" CHECK ("holds"."ends_at" > "holds"."created_at")
);
--> statement-breakpoint
ALTER TABLE "hold_lots" ADD CONSTRAINT "hold_lots_hold_id_holds_id_fk" FOREIGN KEY ("hold_id") REFERENCES "public"."holds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold_lots" ADD CONSTRAINT "hold_lots_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold_resolutions" ADD CONSTRAINT "hold_resolutions_hold_id_holds_id_fk" FOREIGN KEY ("hold_id") REFERENCES "public"."holds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hold_resolutions" ADD CONSTRAINT "hold_resolutions_journal_id_payments_journal_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."payments"("journal_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holds" ADD CONSTRAINT "holds_merchant_account_id_accounts_id_fk" FOREIGN KEY ("merchant_account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "hold_lots_once" ON "hold_lots" USING btree ("hold_id","lot_id");--> statement-breakpoint
CREATE INDEX "hold_lots_lot" ON "hold_lots" USING btree ("lot_id");--> statement-breakpoint
CREATE UNIQUE INDEX "hold_resolutions_payment" ON "hold_resolutions" USING btree ("journal_id");--> statement-breakpoint
CREATE INDEX "holds_wallet" ON "holds" USING btree ("wallet_id","created_at");--> statement-breakpoint
CREATE INDEX "holds_merchant" ON "holds" USING btree ("merchant_account_id","created_at");--> statement-breakpoint
CREATE INDEX "lots_held" ON "lots" USING btree ("id") WHERE "lots"."held_yen" > 0;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Holds, their lots and how they ended are only added. What is held moves with them, here and nowhere else: code that forgets it cannot.
CREATE TRIGGER holds_no_change BEFORE UPDATE OR DELETE ON holds FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER holds_no_truncate BEFORE TRUNCATE ON holds FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_change BEFORE UPDATE OR DELETE ON hold_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_truncate BEFORE TRUNCATE ON hold_lots FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_change BEFORE UPDATE OR DELETE ON hold_resolutions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_truncate BEFORE TRUNCATE ON hold_resolutions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A hold takes lots of its own wallet that are valid as long as it is, no more than it says, and nothing once it has ended.
CREATE FUNCTION refuse_untrue_hold_lot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM holds h JOIN lots l ON l.id = NEW.lot_id WHERE h.id = NEW.hold_id AND l.account_id = h.wallet_id AND l.fund_id = NEW.fund_id AND l.valid_until >= h.ends_at AND NEW.amount_yen + (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM hold_lots hl WHERE hl.hold_id = h.id) <= h.amount_yen) OR EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = NEW.hold_id) THEN RAISE EXCEPTION 'hold_lot_true' USING ERRCODE = '23514', CONSTRAINT = 'hold_lot_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_lots_true BEFORE INSERT ON hold_lots FOR EACH ROW EXECUTE FUNCTION refuse_untrue_hold_lot();
--> statement-breakpoint
-- Balance before lot, fund by fund, as payments do: two writers never wait for each other in a ring.
CREATE FUNCTION set_aside_hold_lot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE balances SET held_yen = held_yen + NEW.amount_yen WHERE account_id = (SELECT wallet_id FROM holds WHERE id = NEW.hold_id) AND fund_id = NEW.fund_id; UPDATE lots SET held_yen = held_yen + NEW.amount_yen WHERE id = NEW.lot_id; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_lots_set_aside AFTER INSERT ON hold_lots FOR EACH ROW EXECUTE FUNCTION set_aside_hold_lot();
--> statement-breakpoint
-- In its time a hold is captured, by a payment of its wallet to its merchant out of its lots, or voided; after its end it only expires.
CREATE FUNCTION refuse_untrue_hold_resolution() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM holds h WHERE h.id = NEW.hold_id AND (NEW.how = 'expired') = (NEW.resolved_at > h.ends_at) AND (NEW.how <> 'captured' OR (NEW.captured_yen <= h.amount_yen AND EXISTS (SELECT 1 FROM payments p WHERE p.journal_id = NEW.journal_id AND p.wallet_id = h.wallet_id AND p.merchant_account_id = h.merchant_account_id AND p.amount_yen = NEW.captured_yen AND p.created_at = NEW.resolved_at) AND NOT EXISTS (SELECT 1 FROM payment_lots pl WHERE pl.payment_id = NEW.journal_id AND NOT EXISTS (SELECT 1 FROM hold_lots hl WHERE hl.hold_id = h.id AND hl.lot_id = pl.lot_id AND hl.amount_yen >= pl.amount_yen))))) THEN RAISE EXCEPTION 'hold_resolution_true' USING ERRCODE = '23514', CONSTRAINT = 'hold_resolution_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_true BEFORE INSERT ON hold_resolutions FOR EACH ROW EXECUTE FUNCTION refuse_untrue_hold_resolution();
--> statement-breakpoint
CREATE FUNCTION let_go_of_hold() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE held record; BEGIN FOR held IN SELECT h.wallet_id, hl.fund_id, SUM(hl.amount_yen) AS amount_yen FROM holds h JOIN hold_lots hl ON hl.hold_id = h.id WHERE h.id = NEW.hold_id GROUP BY h.wallet_id, hl.fund_id ORDER BY hl.fund_id COLLATE "C" LOOP UPDATE balances SET held_yen = held_yen - held.amount_yen WHERE account_id = held.wallet_id AND fund_id = held.fund_id; UPDATE lots SET held_yen = lots.held_yen - hl.amount_yen FROM hold_lots hl WHERE hl.hold_id = NEW.hold_id AND hl.fund_id = held.fund_id AND lots.id = hl.lot_id; END LOOP; RETURN NULL; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_let_go AFTER INSERT ON hold_resolutions FOR EACH ROW EXECUTE FUNCTION let_go_of_hold();
--> statement-breakpoint
-- Held is what the holds that have not ended hold: the sum is reckoned here and no other value is let in.
CREATE FUNCTION refuse_untrue_lot_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.held_yen <> (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM hold_lots hl WHERE hl.lot_id = NEW.id AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = hl.hold_id)) THEN RAISE EXCEPTION 'lot_held_true' USING ERRCODE = '23514', CONSTRAINT = 'lot_held_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER lots_held_true BEFORE UPDATE OF held_yen ON lots FOR EACH ROW EXECUTE FUNCTION refuse_untrue_lot_held();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_balance_held() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.held_yen <> (SELECT COALESCE(SUM(hl.amount_yen), 0) FROM holds h JOIN hold_lots hl ON hl.hold_id = h.id WHERE h.wallet_id = NEW.account_id AND hl.fund_id = NEW.fund_id AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.hold_id = hl.hold_id)) THEN RAISE EXCEPTION 'balance_held_true' USING ERRCODE = '23514', CONSTRAINT = 'balance_held_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER balances_held_true BEFORE UPDATE OF held_yen ON balances FOR EACH ROW EXECUTE FUNCTION refuse_untrue_balance_held();
