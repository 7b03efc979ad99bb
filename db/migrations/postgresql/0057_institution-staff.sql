CREATE TABLE "institution_invitation_addresses" (
	"invitation_id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "institution_invitation_endings" (
	"invitation_id" text PRIMARY KEY NOT NULL,
	"how" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "institution_invitation_how" CHECK ("institution_invitation_endings"."how" in ('taken', 'taken_back'))
);
--> statement-breakpoint
CREATE TABLE "institution_invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"role" text NOT NULL,
	"language" text NOT NULL,
	"invited_by" text NOT NULL,
	"valid_until" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "institution_invitation_role" CHECK ("institution_invitations"."role" in ('institution_owner', 'institution_editor', 'institution_contributor')),
	CONSTRAINT "institution_invitation_lasts" CHECK ("institution_invitations"."valid_until" > "institution_invitations"."created_at")
);
--> statement-breakpoint
CREATE TABLE "institution_staff_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"institution" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text,
	"by_user_id" text NOT NULL,
	"invitation_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "institution_staff_change_role" CHECK ("institution_staff_changes"."role" is null or "institution_staff_changes"."role" in ('institution_owner', 'institution_editor', 'institution_contributor'))
);
--> statement-breakpoint
ALTER TABLE "institution_invitation_addresses" ADD CONSTRAINT "institution_invitation_addresses_invitation_id_institution_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."institution_invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_invitation_endings" ADD CONSTRAINT "institution_invitation_endings_invitation_id_institution_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."institution_invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_invitation_endings" ADD CONSTRAINT "institution_invitation_endings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_invitations" ADD CONSTRAINT "institution_invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_staff_changes" ADD CONSTRAINT "institution_staff_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_staff_changes" ADD CONSTRAINT "institution_staff_changes_by_user_id_users_id_fk" FOREIGN KEY ("by_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "institution_staff_changes" ADD CONSTRAINT "institution_staff_changes_invitation_id_institution_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."institution_invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "institution_invitations_of" ON "institution_invitations" USING btree ("institution","valid_until");--> statement-breakpoint
CREATE UNIQUE INDEX "institution_staff_changes_invitation" ON "institution_staff_changes" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "institution_staff_changes_of" ON "institution_staff_changes" USING btree ("institution","created_at");--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER institution_invitations_no_change BEFORE UPDATE OR DELETE ON institution_invitations FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER institution_invitations_no_truncate BEFORE TRUNCATE ON institution_invitations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_change BEFORE UPDATE OR DELETE ON institution_invitation_endings FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_truncate BEFORE TRUNCATE ON institution_invitation_endings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_change BEFORE UPDATE OR DELETE ON institution_staff_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_truncate BEFORE TRUNCATE ON institution_staff_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What changes who works for one institution is done one after the other: each sees what the one before left.
CREATE FUNCTION wait_for_institution(institution text) RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtext('institution staff'), hashtext(institution)) $$;
--> statement-breakpoint
-- Only who owns the institution at this moment invites.
CREATE FUNCTION refuse_institution_invitation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM wait_for_institution(NEW.institution); IF NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.invited_by AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*')) THEN RAISE EXCEPTION 'institution_invitation_by_owner' USING ERRCODE = '23514', CONSTRAINT = 'institution_invitation_by_owner'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER institution_invitations_by_owner BEFORE INSERT ON institution_invitations FOR EACH ROW EXECUTE FUNCTION refuse_institution_invitation();
--> statement-breakpoint
-- Taken up in time, while who invited still owns the institution; taken back by an owner.
CREATE FUNCTION refuse_institution_invitation_ending() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM wait_for_institution((SELECT i.institution FROM institution_invitations i WHERE i.id = NEW.invitation_id)); IF NOT EXISTS (SELECT 1 FROM institution_invitations i WHERE i.id = NEW.invitation_id AND ((NEW.how = 'taken' AND NEW.created_at <= i.valid_until AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = i.invited_by AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*'))) OR (NEW.how = 'taken_back' AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.role = 'institution_owner' AND m.scope IN (i.institution, '*'))))) THEN RAISE EXCEPTION 'institution_invitation_ending_true' USING ERRCODE = '23514', CONSTRAINT = 'institution_invitation_ending_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_true BEFORE INSERT ON institution_invitation_endings FOR EACH ROW EXECUTE FUNCTION refuse_institution_invitation_ending();
--> statement-breakpoint
-- An invitation is for who does not work there yet.
-- A part is given by an invitation that was taken up, as it says; changed by an owner.
CREATE FUNCTION refuse_institution_staff_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM wait_for_institution(NEW.institution); IF NEW.invitation_id IS NOT NULL AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.user_id AND m.scope = NEW.institution AND m.role IN ('institution_owner', 'institution_editor', 'institution_contributor')) THEN RAISE EXCEPTION 'institution_staff_new' USING ERRCODE = '23514', CONSTRAINT = 'institution_staff_new'; END IF; IF (NEW.invitation_id IS NULL AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = NEW.by_user_id AND m.role = 'institution_owner' AND m.scope IN (NEW.institution, '*'))) OR (NEW.invitation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM institution_invitation_endings e JOIN institution_invitations i ON i.id = e.invitation_id WHERE e.invitation_id = NEW.invitation_id AND e.how = 'taken' AND e.user_id = NEW.user_id AND i.institution = NEW.institution AND i.role = NEW.role AND NEW.by_user_id = NEW.user_id)) THEN RAISE EXCEPTION 'institution_staff_change_allowed' USING ERRCODE = '23514', CONSTRAINT = 'institution_staff_change_allowed'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_allowed BEFORE INSERT ON institution_staff_changes FOR EACH ROW EXECUTE FUNCTION refuse_institution_staff_change();
--> statement-breakpoint
-- An institution that has an owner keeps one.
CREATE FUNCTION keep_institution_owner() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.role = 'institution_owner' THEN PERFORM wait_for_institution(OLD.scope); IF OLD.role = 'institution_owner' AND OLD.scope <> '*' AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.role = 'institution_owner' AND m.scope = OLD.scope AND m.user_id <> OLD.user_id) THEN RAISE EXCEPTION 'institution_last_owner' USING ERRCODE = '23514', CONSTRAINT = 'institution_last_owner'; END IF; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER memberships_last_owner_goes BEFORE DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION keep_institution_owner();
--> statement-breakpoint
CREATE TRIGGER memberships_last_owner_changes BEFORE UPDATE ON memberships FOR EACH ROW WHEN ((NEW.user_id <> OLD.user_id OR NEW.role <> OLD.role OR NEW.scope <> OLD.scope)) EXECUTE FUNCTION keep_institution_owner();
