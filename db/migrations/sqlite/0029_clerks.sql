CREATE TABLE `clerk_refund_days` (
	`clerk_id` text NOT NULL,
	`day` text NOT NULL,
	`refunded_yen` integer NOT NULL,
	PRIMARY KEY(`clerk_id`, `day`),
	FOREIGN KEY (`clerk_id`) REFERENCES `clerks`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clerk_refund_day_positive" CHECK("clerk_refund_days"."refunded_yen" > 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `clerks` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`name` text NOT NULL,
	`pin_hash` text NOT NULL,
	`wrong_tries` integer NOT NULL,
	`may_take` integer NOT NULL,
	`may_see_takings` integer NOT NULL,
	`refund_yen_max` integer NOT NULL,
	`refund_day_yen_max` integer NOT NULL,
	`ended_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clerk_pin_tries" CHECK("clerks"."wrong_tries" between 0 and 10),
	CONSTRAINT "clerk_refund_limits" CHECK("clerks"."refund_yen_max" >= 0 and "clerks"."refund_day_yen_max" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `clerks_merchant` ON `clerks` (`merchant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `till_acts` (
	`journal_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`what` text NOT NULL,
	`payment_id` text NOT NULL,
	`amount_yen` integer NOT NULL,
	`day` text NOT NULL,
	`clerk_id` text,
	`device_id` text,
	`user_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`journal_id`) REFERENCES `journals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clerk_id`) REFERENCES `clerks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`device_id`) REFERENCES `till_devices`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "till_act_what" CHECK("till_acts"."what" in ('charge', 'refund')),
	CONSTRAINT "till_act_amount" CHECK("till_acts"."amount_yen" > 0),
	CONSTRAINT "till_act_by" CHECK(("till_acts"."clerk_id" is null) = ("till_acts"."device_id" is null) and ("till_acts"."clerk_id" is null) = ("till_acts"."user_id" is not null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `till_acts_merchant` ON `till_acts` (`merchant_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `till_devices` (
	`id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`clerk_id` text,
	`on_duty_until` integer,
	`ended_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`merchant_id`) REFERENCES `merchants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`clerk_id`) REFERENCES `clerks`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "till_device_duty" CHECK(("till_devices"."clerk_id" is null) = ("till_devices"."on_duty_until" is null))
) STRICT;
--> statement-breakpoint
CREATE INDEX `till_devices_merchant` ON `till_devices` (`merchant_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `till_devices_clerk` ON `till_devices` (`clerk_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER till_acts_no_update BEFORE UPDATE ON till_acts BEGIN SELECT RAISE(ABORT, 'till_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER till_acts_no_delete BEFORE DELETE ON till_acts BEGIN SELECT RAISE(ABORT, 'till_acts_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER till_acts_no_replace BEFORE INSERT ON till_acts WHEN EXISTS (SELECT 1 FROM till_acts WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: till_acts.journal_id'); END;
--> statement-breakpoint
-- A clerk does what the shop allows at this moment, at a till that is not signed out and at which the clerk stands. The day's counter holds this refund by now.
CREATE TRIGGER till_acts_allowed BEFORE INSERT ON till_acts WHEN NEW.clerk_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clerks c JOIN till_devices d ON d.id = NEW.device_id WHERE c.id = NEW.clerk_id AND c.merchant_id = NEW.merchant_id AND d.merchant_id = NEW.merchant_id AND c.ended_at IS NULL AND d.ended_at IS NULL AND d.clerk_id = c.id AND d.on_duty_until >= NEW.created_at AND ((NEW.what = 'charge' AND c.may_take = 1) OR (NEW.what = 'refund' AND NEW.amount_yen <= c.refund_yen_max AND (SELECT r.refunded_yen FROM clerk_refund_days r WHERE r.clerk_id = c.id AND r.day = NEW.day) BETWEEN NEW.amount_yen AND c.refund_day_yen_max))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: till_act_allowed'); END;
--> statement-breakpoint
-- A counter only counts up, and stays that of its clerk and day.
CREATE TRIGGER clerk_refund_days_no_delete BEFORE DELETE ON clerk_refund_days BEGIN SELECT RAISE(ABORT, 'clerk_refund_days_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER clerk_refund_days_grow BEFORE UPDATE ON clerk_refund_days WHEN NEW.clerk_id <> OLD.clerk_id OR NEW.day <> OLD.day OR NEW.refunded_yen <= OLD.refunded_yen BEGIN SELECT RAISE(ABORT, 'clerk_refund_days_append_only'); END;
--> statement-breakpoint
-- Who has ended, and a till that was signed out, stay so: whoever found one comes back with nothing.
CREATE TRIGGER clerks_end_stays BEFORE UPDATE OF ended_at ON clerks WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: end_stays'); END;
--> statement-breakpoint
CREATE TRIGGER till_devices_end_stays BEFORE UPDATE OF ended_at ON till_devices WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT OLD.ended_at BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: end_stays'); END;
