CREATE TABLE `shop_changes` (
	`change` integer PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`product_id` text,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
ALTER TABLE `search_steps` ADD `shop_change` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_changes_no_update BEFORE UPDATE ON shop_changes BEGIN SELECT RAISE(ABORT, 'shop_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_changes_no_delete BEFORE DELETE ON shop_changes BEGIN SELECT RAISE(ABORT, 'shop_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER shop_changes_no_replace BEFORE INSERT ON shop_changes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_changes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_changes WHERE change = NEW.change) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_changes.change'); END;
--> statement-breakpoint
-- Of a product only what it is called and whether it is offered: price and stock are looked up whenever they are told.
CREATE TRIGGER shop_product_versions_noted AFTER INSERT ON shop_product_versions WHEN NOT EXISTS (SELECT 1 FROM shop_product_versions p WHERE p.merchant_id = NEW.merchant_id AND p.product_id = NEW.product_id AND p.version = NEW.version - 1 AND p.name_ja = NEW.name_ja AND p.name_en = NEW.name_en AND p.is_offered = NEW.is_offered) BEGIN INSERT INTO shop_changes (change, merchant_id, product_id) SELECT COALESCE((SELECT MAX(change) FROM shop_changes), 0) + 1, NEW.merchant_id, NEW.product_id; END;
--> statement-breakpoint
CREATE TRIGGER merchants_added_noted AFTER INSERT ON merchants WHEN NEW.status = 'approved' BEGIN INSERT INTO shop_changes (change, merchant_id, product_id) SELECT COALESCE((SELECT MAX(change) FROM shop_changes), 0) + 1, NEW.id, NULL; END;
--> statement-breakpoint
CREATE TRIGGER merchants_noted AFTER UPDATE ON merchants WHEN OLD.status IS NOT NEW.status OR OLD.name_ja IS NOT NEW.name_ja OR OLD.name_kana IS NOT NEW.name_kana OR OLD.name_en IS NOT NEW.name_en OR OLD.municipality IS NOT NEW.municipality OR OLD.merchant_class IS NOT NEW.merchant_class OR OLD.station_id IS NOT NEW.station_id OR OLD.account_id IS NOT NEW.account_id BEGIN INSERT INTO shop_changes (change, merchant_id, product_id) SELECT COALESCE((SELECT MAX(change) FROM shop_changes), 0) + 1, NEW.id, NULL; END;
--> statement-breakpoint
CREATE TRIGGER accounts_closed_noted AFTER UPDATE OF closed_at ON accounts WHEN OLD.closed_at IS NOT NEW.closed_at BEGIN INSERT INTO shop_changes (change, merchant_id, product_id) SELECT COALESCE((SELECT MAX(change) FROM shop_changes), 0) + 1, m.id, NULL FROM merchants m WHERE m.account_id = NEW.id; END;
