CREATE TABLE `shop_product_versions` (
	`merchant_id` text NOT NULL,
	`product_id` text NOT NULL,
	`version` integer NOT NULL,
	`name_ja` text NOT NULL,
	`name_en` text NOT NULL,
	`price_yen` integer NOT NULL,
	`stock` text NOT NULL,
	`count` integer,
	`shows_count` integer NOT NULL,
	`month_from` integer,
	`month_until` integer,
	`is_offered` integer NOT NULL,
	`said_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `product_id`, `version`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "shop_product_price" CHECK("shop_product_versions"."price_yen" > 0),
	CONSTRAINT "shop_product_stock" CHECK("shop_product_versions"."stock" in ('in_stock', 'few', 'sold_out')),
	CONSTRAINT "shop_product_count" CHECK("shop_product_versions"."count" is null or "shop_product_versions"."count" >= 0),
	CONSTRAINT "shop_product_season" CHECK(("shop_product_versions"."month_from" is null) = ("shop_product_versions"."month_until" is null) and ("shop_product_versions"."month_from" is null or ("shop_product_versions"."month_from" between 1 and 12 and "shop_product_versions"."month_until" between 1 and 12)))
) STRICT;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_product_versions_no_update BEFORE UPDATE ON shop_product_versions BEGIN SELECT RAISE(ABORT, 'shop_product_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_product_versions_no_delete BEFORE DELETE ON shop_product_versions BEGIN SELECT RAISE(ABORT, 'shop_product_versions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_product_versions_no_replace BEFORE INSERT ON shop_product_versions WHEN EXISTS (SELECT 1 FROM shop_product_versions WHERE merchant_id = NEW.merchant_id AND product_id = NEW.product_id AND version = NEW.version) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_product_versions.merchant_id, shop_product_versions.product_id, shop_product_versions.version'); END;
--> statement-breakpoint
-- One version after the other: whoever saw an older one says nothing.
CREATE TRIGGER shop_product_versions_true BEFORE INSERT ON shop_product_versions WHEN NEW.version <> 1 + (SELECT COUNT(*) FROM shop_product_versions WHERE merchant_id = NEW.merchant_id AND product_id = NEW.product_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: shop_product_true'); END;
