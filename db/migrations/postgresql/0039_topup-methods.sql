ALTER TABLE "topups" ADD COLUMN "method" text DEFAULT 'card' NOT NULL;--> statement-breakpoint
ALTER TABLE "topups" ADD COLUMN "page_ends_at" bigint;--> statement-breakpoint
ALTER TABLE "topups" ADD COLUMN "voucher" text;--> statement-breakpoint
CREATE INDEX "topups_journal" ON "topups" USING btree ("journal_id");
--> statement-breakpoint
-- Written by hand from here: the other dialect's generator would make the table anew, without its triggers.
ALTER TABLE topups ADD CONSTRAINT topup_method CHECK (method in ('card', 'konbini', 'paypay'));
--> statement-breakpoint
ALTER TABLE topups ADD CONSTRAINT topup_voucher_of_konbini CHECK (voucher is null or method = 'konbini');
--> statement-breakpoint
-- How money comes in, and what is taken to a store, stay as they were first told.
CREATE TRIGGER topups_method_fixed BEFORE UPDATE ON topups FOR EACH ROW WHEN (NEW.method <> OLD.method OR (OLD.voucher IS NOT NULL AND NEW.voucher IS DISTINCT FROM OLD.voucher)) EXECUTE FUNCTION refuse_change();
