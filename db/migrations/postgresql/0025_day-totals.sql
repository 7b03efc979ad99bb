DROP INDEX "payments_merchant";--> statement-breakpoint
CREATE INDEX "payments_merchant" ON "payments" USING btree ("merchant_account_id","created_at","amount_yen","refunded_yen");