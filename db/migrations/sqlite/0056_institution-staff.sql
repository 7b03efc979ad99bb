CREATE TABLE `institution_invitation_addresses` (
	`invitation_id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	FOREIGN KEY (`invitation_id`) REFERENCES `institution_invitations`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `institution_invitation_endings` (
	`invitation_id` text PRIMARY KEY NOT NULL,
	`how` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invitation_id`) REFERENCES `institution_invitations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "institution_invitation_how" CHECK("institution_invitation_endings"."how" in ('taken', 'taken_back'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `institution_invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`role` text NOT NULL,
	`language` text NOT NULL,
	`invited_by` text NOT NULL,
	`valid_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`invited_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "institution_invitation_role" CHECK("institution_invitations"."role" in ('institution_owner', 'institution_editor', 'institution_contributor')),
	CONSTRAINT "institution_invitation_lasts" CHECK("institution_invitations"."valid_until" > "institution_invitations"."created_at")
) STRICT;
--> statement-breakpoint
CREATE INDEX `institution_invitations_of` ON `institution_invitations` (`institution`,`valid_until`);--> statement-breakpoint
CREATE TABLE `institution_staff_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`institution` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text,
	`by_user_id` text NOT NULL,
	`invitation_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by_user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invitation_id`) REFERENCES `institution_invitations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "institution_staff_change_role" CHECK("institution_staff_changes"."role" is null or "institution_staff_changes"."role" in ('institution_owner', 'institution_editor', 'institution_contributor'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `institution_staff_changes_invitation` ON `institution_staff_changes` (`invitation_id`);--> statement-breakpoint
CREATE INDEX `institution_staff_changes_of` ON `institution_staff_changes` (`institution`,`created_at`);--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER institution_invitations_no_update BEFORE UPDATE ON institution_invitations BEGIN SELECT RAISE(ABORT, 'institution_invitations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_invitations_no_delete BEFORE DELETE ON institution_invitations BEGIN SELECT RAISE(ABORT, 'institution_invitations_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_invitations_no_replace BEFORE INSERT ON institution_invitations WHEN EXISTS (SELECT 1 FROM institution_invitations WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_invitations.id'); END;
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_update BEFORE UPDATE ON institution_invitation_endings BEGIN SELECT RAISE(ABORT, 'institution_invitation_endings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_delete BEFORE DELETE ON institution_invitation_endings BEGIN SELECT RAISE(ABORT, 'institution_invitation_endings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_replace BEFORE INSERT ON institution_invitation_endings WHEN EXISTS (SELECT 1 FROM institution_invitation_endings WHERE invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_invitation_endings.invitation_id'); END;
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_update BEFORE UPDATE ON institution_staff_changes BEGIN SELECT RAISE(ABORT, 'institution_staff_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_delete BEFORE DELETE ON institution_staff_changes BEGIN SELECT RAISE(ABORT, 'institution_staff_changes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_replace BEFORE INSERT ON institution_staff_changes WHEN EXISTS (SELECT 1 FROM institution_staff_changes WHERE id = NEW.id OR invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_staff_changes.id'); END;
--> statement-breakpoint
-- Only who owns the institution at this moment invites.
CREATE TRIGGER institution_invitations_by_owner BEFORE INSERT ON institution_invitations WHEN NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.invited_by AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_invitation_by_owner'); END;
--> statement-breakpoint
-- Taken up in time, while who invited still owns the institution; taken back by an owner.
CREATE TRIGGER institution_invitation_endings_true BEFORE INSERT ON institution_invitation_endings WHEN NOT EXISTS (SELECT 1 FROM institution_invitations i WHERE i.id = NEW.invitation_id AND ((NEW.how = 'taken' AND NEW.created_at <= i.valid_until AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = i.invited_by AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*'))) OR (NEW.how = 'taken_back' AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*'))))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_invitation_ending_true'); END;
--> statement-breakpoint
-- An invitation is for who does not work there yet.
CREATE TRIGGER institution_staff_changes_new BEFORE INSERT ON institution_staff_changes WHEN NEW.invitation_id IS NOT NULL AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.scope = NEW.institution AND m.role IN ('institution_owner', 'institution_editor', 'institution_contributor')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_staff_new'); END;
--> statement-breakpoint
-- A part is given by an invitation that was taken up, as it says; changed by an owner.
CREATE TRIGGER institution_staff_changes_allowed BEFORE INSERT ON institution_staff_changes WHEN (NEW.invitation_id IS NULL AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.by_user_id AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*'))) OR (NEW.invitation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM institution_invitation_endings e JOIN institution_invitations i ON i.id = e.invitation_id WHERE e.invitation_id = NEW.invitation_id AND e.how = 'taken' AND e.user_id = NEW.user_id AND i.institution = NEW.institution AND i.role = NEW.role AND NEW.by_user_id = NEW.user_id)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_staff_change_allowed'); END;
--> statement-breakpoint
-- An institution that has an owner keeps one.
CREATE TRIGGER memberships_last_owner_goes BEFORE DELETE ON memberships WHEN OLD.role = 'institution_owner' AND OLD.scope <> '*' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = OLD.scope AND m.user_id <> OLD.user_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_last_owner'); END;
--> statement-breakpoint
-- An institution that has an owner keeps one.
CREATE TRIGGER memberships_last_owner_changes BEFORE UPDATE ON memberships WHEN (NEW.user_id <> OLD.user_id OR NEW.role <> OLD.role OR NEW.scope <> OLD.scope) AND OLD.role = 'institution_owner' AND OLD.scope <> '*' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = OLD.scope AND m.user_id <> OLD.user_id) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_last_owner'); END;
