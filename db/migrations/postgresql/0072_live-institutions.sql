CREATE TABLE "museum_institutions" (
	"id" text PRIMARY KEY NOT NULL,
	"municipality" text NOT NULL,
	"request_id" text NOT NULL,
	"taken_in_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "museum_institutions_request" ON "museum_institutions" USING btree ("request_id");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_institutions_no_change BEFORE UPDATE OR DELETE ON museum_institutions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_institutions_no_truncate BEFORE TRUNCATE ON museum_institutions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- An institution is taken in as one person asked for it and another let it go in time, for the same municipality.
CREATE OR REPLACE FUNCTION refuse_untrue_institution() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM staff_acts r JOIN staff_acts d ON d.id = 'decision:' || r.id WHERE r.id = NEW.request_id AND r.operation = 'institution_intake' AND r.subject = NEW.id AND d.operation = 'institution_intake.decision' AND d.user_id <> r.user_id AND d.details LIKE '{"approved":true,%' AND d.created_at <= (r.details::jsonb ->> 'expiresAt')::bigint AND (r.details::jsonb ->> 'municipality') = NEW.municipality) THEN RAISE EXCEPTION 'museum_institution_true' USING ERRCODE = '23514', CONSTRAINT = 'museum_institution_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER museum_institutions_true BEFORE INSERT ON museum_institutions FOR EACH ROW EXECUTE FUNCTION refuse_untrue_institution();
--> statement-breakpoint
-- Who owns the institution at this moment invites; the first owner of one that was taken in is invited by an officer of its town.
CREATE OR REPLACE FUNCTION refuse_institution_invitation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM wait_for_institution(NEW.institution); IF NOT (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.invited_by AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*')) OR (NEW.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = NEW.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = NEW.institution AND m.user_id = NEW.invited_by))) THEN RAISE EXCEPTION 'institution_invitation_by_owner' USING ERRCODE = '23514', CONSTRAINT = 'institution_invitation_by_owner'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
-- Taken up in time, while who invited may still invite; taken back by who may.
CREATE OR REPLACE FUNCTION refuse_institution_invitation_ending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM wait_for_institution((SELECT i.institution FROM institution_invitations i WHERE i.id = NEW.invitation_id)); IF NOT EXISTS (SELECT 1 FROM institution_invitations i WHERE i.id = NEW.invitation_id AND ((NEW.how = 'taken' AND NEW.created_at <= i.valid_until AND (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = i.invited_by AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*')) OR (i.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = i.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = i.institution AND m.user_id = i.invited_by)))) OR (NEW.how = 'taken_back' AND (EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*')) OR (i.role = 'institution_owner' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = i.institution) AND EXISTS (SELECT 1 FROM museum_institutions t JOIN memberships m ON m.role = 'municipal_officer' AND m.scope IN (t.municipality, '*') WHERE t.id = i.institution AND m.user_id = NEW.user_id)))))) THEN RAISE EXCEPTION 'institution_invitation_ending_true' USING ERRCODE = '23514', CONSTRAINT = 'institution_invitation_ending_true'; END IF; RETURN NEW; END $$;
