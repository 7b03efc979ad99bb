CREATE TABLE "mail_addresses" (
	"id" text PRIMARY KEY NOT NULL,
	"wallet_id" text NOT NULL,
	"address" text NOT NULL,
	"language" text NOT NULL,
	"created_at" bigint NOT NULL,
	"confirmed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "message_queue" (
	"message_id" text PRIMARY KEY NOT NULL,
	"due_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_steps" (
	"message_id" text NOT NULL,
	"number" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "message_steps_message_id_number_pk" PRIMARY KEY("message_id","number"),
	CONSTRAINT "message_step_state" CHECK ("message_steps"."state" in ('begun', 'sent', 'put_off', 'refused', 'given_up', 'dropped', 'shown'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"recipient_id" text NOT NULL,
	"language" text NOT NULL,
	"facts" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "message_recipient" CHECK ("messages"."recipient_kind" in ('address', 'merchant'))
);
--> statement-breakpoint
ALTER TABLE "message_queue" ADD CONSTRAINT "message_queue_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_steps" ADD CONSTRAINT "message_steps_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_addresses_wallet" ON "mail_addresses" USING btree ("wallet_id");--> statement-breakpoint
CREATE INDEX "message_queue_due" ON "message_queue" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "message_steps_state" ON "message_steps" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "messages_created" ON "messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "messages_recipient" ON "messages" USING btree ("recipient_id","created_at");
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER messages_no_change BEFORE UPDATE OR DELETE ON messages FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER messages_no_truncate BEFORE TRUNCATE ON messages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER message_steps_no_change BEFORE UPDATE OR DELETE ON message_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER message_steps_no_truncate BEFORE TRUNCATE ON message_steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Steps follow one another without a gap, and none follows the last.
CREATE FUNCTION refuse_untrue_message_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM message_steps WHERE message_id = NEW.message_id) OR EXISTS (SELECT 1 FROM message_steps WHERE message_id = NEW.message_id AND state IN ('sent', 'refused', 'given_up', 'dropped', 'shown')) THEN RAISE EXCEPTION 'message_step_true' USING ERRCODE = '23514', CONSTRAINT = 'message_step_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER message_steps_true BEFORE INSERT ON message_steps FOR EACH ROW EXECUTE FUNCTION refuse_untrue_message_step();
