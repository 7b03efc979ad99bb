CREATE TABLE `museum_institutions` (
	`id` text PRIMARY KEY NOT NULL,
	`municipality` text NOT NULL,
	`request_id` text NOT NULL,
	`taken_in_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `museum_institutions_request` ON `museum_institutions` (`request_id`);
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_institutions_no_update BEFORE UPDATE ON museum_institutions BEGIN SELECT RAISE(ABORT, 'museum_institutions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_institutions_no_delete BEFORE DELETE ON museum_institutions BEGIN SELECT RAISE(ABORT, 'museum_institutions_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER museum_institutions_no_replace BEFORE INSERT ON museum_institutions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_institutions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_institutions WHERE id = NEW.id OR request_id = NEW.request_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_institutions.id'); END;
--> statement-breakpoint
-- An institution is taken in as one person asked for it and another let it go in time, for the same municipality.
CREATE TRIGGER museum_institutions_true BEFORE INSERT ON museum_institutions WHEN NOT EXISTS (SELECT 1 FROM staff_acts r JOIN staff_acts d ON d.id = 'decision:' || r.id WHERE r.id = NEW.request_id AND r.operation = 'institution_intake' AND r.subject = NEW.id AND d.operation = 'institution_intake.decision' AND d.user_id <> r.user_id AND d.details LIKE '{"approved":true,%' AND d.created_at <= json_extract(r.details, '$.expiresAt') AND json_extract(r.details, '$.municipality') = NEW.municipality) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: museum_institution_true'); END;
--> statement-breakpoint
DROP TRIGGER institution_invitations_by_owner;
--> statement-breakpoint
-- Who owns the institution at this moment invites; the first owner of one that was taken in is invited by an officer of its town.
CREATE TRIGGER institution_invitations_by_owner BEFORE INSERT ON institution_invitations WHEN NOT (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.invited_by AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*')) OR (NEW.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = NEW.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = NEW.institution AND m.user_id = NEW.invited_by))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_invitation_by_owner'); END;
--> statement-breakpoint
DROP TRIGGER institution_invitation_endings_true;
--> statement-breakpoint
-- Taken up in time, while who invited may still invite; taken back by who may.
CREATE TRIGGER institution_invitation_endings_true BEFORE INSERT ON institution_invitation_endings WHEN NOT EXISTS (SELECT 1 FROM institution_invitations i WHERE i.id = NEW.invitation_id AND ((NEW.how = 'taken' AND NEW.created_at <= i.valid_until AND (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = i.invited_by AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*')) OR (i.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = i.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = i.institution AND m.user_id = i.invited_by)))) OR (NEW.how = 'taken_back' AND (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*')) OR (i.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = i.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = i.institution AND m.user_id = NEW.user_id)))))) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: institution_invitation_ending_true'); END;
