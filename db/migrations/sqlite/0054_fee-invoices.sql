CREATE TABLE `fee_invoices` (
	`merchant_id` text NOT NULL,
	`month` text NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`covers_from_at` integer NOT NULL,
	`issuer` text NOT NULL,
	`year` integer NOT NULL,
	`number` integer NOT NULL,
	`amount_yen` integer NOT NULL,
	`document` text NOT NULL,
	`document_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`merchant_id`, `month`),
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "fee_invoice_closed" CHECK("fee_invoices"."from_at" <= "fee_invoices"."covers_from_at" and "fee_invoices"."covers_from_at" < "fee_invoices"."until_at" and "fee_invoices"."until_at" <= "fee_invoices"."created_at"),
	CONSTRAINT "fee_invoice_positive" CHECK("fee_invoices"."amount_yen" > 0 and "fee_invoices"."number" > 0)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `fee_invoices_number` ON `fee_invoices` (`issuer`,`year`,`number`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER fee_invoices_no_update BEFORE UPDATE ON fee_invoices BEGIN SELECT RAISE(ABORT, 'fee_invoices_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER fee_invoices_no_delete BEFORE DELETE ON fee_invoices BEGIN SELECT RAISE(ABORT, 'fee_invoices_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER fee_invoices_no_replace BEFORE INSERT ON fee_invoices WHEN EXISTS (SELECT 1 FROM fee_invoices WHERE (merchant_id = NEW.merchant_id AND month = NEW.month) OR (issuer = NEW.issuer AND year = NEW.year AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: fee_invoices.merchant_id, fee_invoices.month'); END;
--> statement-breakpoint
-- Next in turn of the issuer's year, and what the fees of that time come to.
CREATE TRIGGER fee_invoices_true BEFORE INSERT ON fee_invoices WHEN NOT EXISTS (SELECT 1 FROM merchants m WHERE m.id = NEW.merchant_id AND NEW.number = 1 + (SELECT COUNT(*) FROM fee_invoices i WHERE i.issuer = NEW.issuer AND i.year = NEW.year) AND NEW.amount_yen = (SELECT SUM(f.amount_yen) FROM merchant_fees f JOIN journals j ON j.id = f.journal_id WHERE f.merchant_id = NEW.merchant_id AND j.created_at >= NEW.covers_from_at AND j.created_at < NEW.until_at)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: fee_invoice_true'); END;
--> statement-breakpoint
-- No fee is booked into a time that an invoice has closed.
CREATE TRIGGER merchant_fees_open BEFORE INSERT ON merchant_fees WHEN EXISTS (SELECT 1 FROM fee_invoices i JOIN journals j ON j.id = NEW.journal_id WHERE i.merchant_id = NEW.merchant_id AND j.created_at >= i.from_at AND j.created_at < i.until_at) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: merchant_fee_open'); END;
