CREATE TABLE `purchases` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`buyer_account_id` text NOT NULL,
	`seller_account_id` text NOT NULL,
	`purchase_reference` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`month` text NOT NULL,
	`month_limit_yen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`buyer_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`seller_account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "purchase_positive" CHECK("purchases"."amount_yen" > 0),
	CONSTRAINT "purchase_named" CHECK("purchases"."purchase_reference" <> ''),
	CONSTRAINT "purchase_between_two" CHECK("purchases"."buyer_account_id" <> "purchases"."seller_account_id")
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `purchases_once` ON `purchases` (`buyer_account_id`,`seller_account_id`,`purchase_reference`);--> statement-breakpoint
CREATE INDEX `purchases_month` ON `purchases` (`buyer_account_id`,`month`);--> statement-breakpoint
CREATE INDEX `purchases_seller` ON `purchases` (`seller_account_id`,`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
-- Purchases are only added, and are what their entries say: what left one merchant's account and reached another's, and nobody else's. A reference is paid once between two.
CREATE TRIGGER purchases_no_update BEFORE UPDATE ON purchases BEGIN SELECT RAISE(ABORT, 'purchases_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER purchases_no_delete BEFORE DELETE ON purchases BEGIN SELECT RAISE(ABORT, 'purchases_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER purchases_no_replace BEFORE INSERT ON purchases WHEN EXISTS (SELECT 1 FROM purchases WHERE journal_id = NEW.journal_id OR (buyer_account_id = NEW.buyer_account_id AND seller_account_id = NEW.seller_account_id AND purchase_reference = NEW.purchase_reference)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: purchases.journal_id'); END;
--> statement-breakpoint
CREATE TRIGGER purchases_true BEFORE INSERT ON purchases WHEN NOT EXISTS (SELECT 1 FROM journals j JOIN accounts b ON b.id = NEW.buyer_account_id AND b.kind = 'merchant' JOIN accounts s ON s.id = NEW.seller_account_id AND s.kind = 'merchant' WHERE j.id = NEW.journal_id AND j.kind = 'purchase' AND NEW.amount_yen = -(SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = b.id) AND NEW.amount_yen = (SELECT COALESCE(SUM(e.amount_yen), 0) FROM entries e WHERE e.journal_id = j.id AND e.account_id = s.id) AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.journal_id = j.id AND e.account_id NOT IN (b.id, s.id))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: purchase_true'); END;
--> statement-breakpoint
-- The month is reckoned here, with the limit that came with the row: two at once never pass it together.
CREATE TRIGGER purchases_month_true BEFORE INSERT ON purchases WHEN NEW.month <> strftime('%Y-%m', (NEW.created_at + 32400000) / 1000, 'unixepoch') BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: purchase_month_true'); END;
--> statement-breakpoint
CREATE TRIGGER purchases_month_limit BEFORE INSERT ON purchases WHEN NEW.amount_yen + (SELECT COALESCE(SUM(amount_yen), 0) FROM purchases WHERE buyer_account_id = NEW.buyer_account_id AND month = NEW.month) > NEW.month_limit_yen BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: purchase_month_limit'); END;
