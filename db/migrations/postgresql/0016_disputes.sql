CREATE TABLE "dispute_closings" (
	"dispute_id" text PRIMARY KEY NOT NULL,
	"how" text NOT NULL,
	"taken_yen" bigint NOT NULL,
	"receivable_yen" bigint NOT NULL,
	"journal_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "dispute_closing_how" CHECK ("dispute_closings"."how" in ('won', 'lost')),
	CONSTRAINT "dispute_lost_has_journal" CHECK (("dispute_closings"."how" = 'lost') = ("dispute_closings"."journal_id" is not null)),
	CONSTRAINT "dispute_closing_yen" CHECK ("dispute_closings"."taken_yen" >= 0 and "dispute_closings"."receivable_yen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"top_up_journal_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"wallet_id" text NOT NULL,
	"amount_yen" bigint NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "dispute_closings" ADD CONSTRAINT "dispute_closings_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_closings" ADD CONSTRAINT "dispute_closings_journal_id_journals_id_fk" FOREIGN KEY ("journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_top_up_journal_id_journals_id_fk" FOREIGN KEY ("top_up_journal_id") REFERENCES "public"."journals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_lot_id_lots_id_fk" FOREIGN KEY ("lot_id") REFERENCES "public"."lots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_wallet_id_accounts_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "dispute_closings_journal" ON "dispute_closings" USING btree ("journal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_top_up" ON "disputes" USING btree ("top_up_journal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_lot" ON "disputes" USING btree ("lot_id");--> statement-breakpoint
CREATE INDEX "disputes_wallet" ON "disputes" USING btree ("wallet_id");--> statement-breakpoint
CREATE INDEX "topups_payment" ON "topups" USING btree ("processor_payment");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Disputes and their ends are only added. Until a dispute is won nothing leaves its lot but by a hold from before it, by
-- the charge-back itself, or, once it is lost, by the job of ended lots: code that forgets it cannot.
CREATE TRIGGER disputes_no_change BEFORE UPDATE OR DELETE ON disputes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER disputes_no_truncate BEFORE TRUNCATE ON disputes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_change BEFORE UPDATE OR DELETE ON dispute_closings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_truncate BEFORE TRUNCATE ON dispute_closings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_dispute() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM lots l JOIN journals j ON j.id = l.journal_id WHERE l.id = NEW.lot_id AND j.id = NEW.top_up_journal_id AND j.kind = 'top_up' AND l.account_id = NEW.wallet_id AND l.issued_yen = NEW.amount_yen) THEN RAISE EXCEPTION 'dispute_true' USING ERRCODE = '23514', CONSTRAINT = 'dispute_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER disputes_true BEFORE INSERT ON disputes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_dispute();
--> statement-breakpoint
CREATE FUNCTION refuse_untrue_dispute_closing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT ((NEW.how = 'won' AND NEW.taken_yen = 0 AND NEW.receivable_yen = 0) OR EXISTS (SELECT 1 FROM disputes d JOIN journals j ON j.id = NEW.journal_id WHERE d.id = NEW.dispute_id AND NEW.how = 'lost' AND j.kind = 'charge_back' AND j.parent_id = d.top_up_journal_id AND NEW.taken_yen + NEW.receivable_yen = d.amount_yen AND NEW.taken_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.lot_id = d.lot_id), 0) AND NEW.receivable_yen = -COALESCE((SELECT SUM(e.amount_yen) FROM entries e WHERE e.journal_id = j.id AND e.account_id = 'receivable'), 0))) THEN RAISE EXCEPTION 'dispute_closing_true' USING ERRCODE = '23514', CONSTRAINT = 'dispute_closing_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_true BEFORE INSERT ON dispute_closings FOR EACH ROW EXECUTE FUNCTION refuse_untrue_dispute_closing();
--> statement-breakpoint
CREATE FUNCTION refuse_frozen_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM disputes d LEFT JOIN dispute_closings c ON c.dispute_id = d.id WHERE d.lot_id = NEW.lot_id AND (c.how IS NULL OR c.how = 'lost') AND NOT EXISTS (SELECT 1 FROM journals j WHERE j.id = NEW.journal_id AND (j.kind = 'charge_back' OR (j.kind = 'expire' AND c.how = 'lost'))) AND NOT EXISTS (SELECT 1 FROM hold_resolutions r WHERE r.journal_id = NEW.journal_id)) THEN RAISE EXCEPTION 'lot_frozen' USING ERRCODE = '23514', CONSTRAINT = 'lot_frozen'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER entries_not_frozen BEFORE INSERT ON entries FOR EACH ROW WHEN (NEW.amount_yen < 0 AND NEW.lot_id IS NOT NULL) EXECUTE FUNCTION refuse_frozen_entry();
--> statement-breakpoint
CREATE FUNCTION refuse_frozen_hold_lot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM disputes d LEFT JOIN dispute_closings c ON c.dispute_id = d.id WHERE d.lot_id = NEW.lot_id AND (c.how IS NULL OR c.how = 'lost')) THEN RAISE EXCEPTION 'lot_frozen' USING ERRCODE = '23514', CONSTRAINT = 'lot_frozen'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER hold_lots_not_frozen BEFORE INSERT ON hold_lots FOR EACH ROW EXECUTE FUNCTION refuse_frozen_hold_lot();
