CREATE TABLE `mail_addresses` (
	`id` text PRIMARY KEY NOT NULL,
	`wallet_id` text NOT NULL,
	`address` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`confirmed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_addresses_wallet` ON `mail_addresses` (`wallet_id`);--> statement-breakpoint
CREATE TABLE `message_queue` (
	`message_id` text PRIMARY KEY NOT NULL,
	`due_at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `message_queue_due` ON `message_queue` (`due_at`);--> statement-breakpoint
CREATE TABLE `message_steps` (
	`message_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`message_id`, `number`),
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "message_step_state" CHECK("message_steps"."state" in ('begun', 'sent', 'put_off', 'refused', 'given_up', 'dropped', 'shown'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `message_steps_state` ON `message_steps` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`recipient_kind` text NOT NULL,
	`recipient_id` text NOT NULL,
	`language` text NOT NULL,
	`facts` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "message_recipient" CHECK("messages"."recipient_kind" in ('address', 'merchant'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `messages_created` ON `messages` (`created_at`);--> statement-breakpoint
CREATE INDEX `messages_recipient` ON `messages` (`recipient_id`,`created_at`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER messages_no_update BEFORE UPDATE ON messages BEGIN SELECT RAISE(ABORT, 'messages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER messages_no_delete BEFORE DELETE ON messages BEGIN SELECT RAISE(ABORT, 'messages_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER messages_no_replace BEFORE INSERT ON messages WHEN EXISTS (SELECT 1 FROM messages WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: messages.id'); END;
--> statement-breakpoint
CREATE TRIGGER message_steps_no_update BEFORE UPDATE ON message_steps BEGIN SELECT RAISE(ABORT, 'message_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER message_steps_no_delete BEFORE DELETE ON message_steps BEGIN SELECT RAISE(ABORT, 'message_steps_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER message_steps_no_replace BEFORE INSERT ON message_steps WHEN EXISTS (SELECT 1 FROM message_steps WHERE message_id = NEW.message_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: message_steps.message_id, message_steps.number'); END;
--> statement-breakpoint
-- Steps follow one another without a gap, and none follows the last.
CREATE TRIGGER message_steps_true BEFORE INSERT ON message_steps WHEN NEW.number <> 1 + (SELECT COUNT(*) FROM message_steps WHERE message_id = NEW.message_id) OR EXISTS (SELECT 1 FROM message_steps WHERE message_id = NEW.message_id AND state IN ('sent', 'refused', 'given_up', 'dropped', 'shown')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: message_step_true'); END;
