DROP INDEX `payments_merchant`;--> statement-breakpoint
CREATE INDEX `payments_merchant` ON `payments` (`merchant_account_id`,`created_at`,`amount_yen`,`refunded_yen`);