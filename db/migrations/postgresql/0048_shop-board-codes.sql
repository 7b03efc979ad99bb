CREATE TABLE "shop_board_codes" (
	"merchant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"code_text" text,
	"recorded_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_board_codes_merchant_id_number_pk" PRIMARY KEY("merchant_id","number")
);
--> statement-breakpoint
ALTER TABLE "shop_board_codes" ADD CONSTRAINT "shop_board_codes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_board_codes_no_change BEFORE UPDATE OR DELETE ON shop_board_codes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_board_codes_no_truncate BEFORE TRUNCATE ON shop_board_codes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE FUNCTION refuse_untrue_shop_board_codes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_board_codes WHERE merchant_id = NEW.merchant_id) THEN RAISE EXCEPTION 'shop_board_code_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_board_code_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_board_codes_true BEFORE INSERT ON shop_board_codes FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_board_codes();
