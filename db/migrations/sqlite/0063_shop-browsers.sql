CREATE TABLE `shop_browsers` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`session_id` text NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_browser_language" CHECK("shop_browsers"."language" in ('ja', 'en', 'zh-hant'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `shop_browsers_endpoint` ON `shop_browsers` (`endpoint`,`merchant_id`);--> statement-breakpoint
CREATE INDEX `shop_browsers_merchant` ON `shop_browsers` (`merchant_id`);