CREATE TABLE "shop_languages" (
	"merchant_id" text NOT NULL,
	"number" bigint NOT NULL,
	"language" text NOT NULL,
	"chosen_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_languages_merchant_id_number_pk" PRIMARY KEY("merchant_id","number"),
	CONSTRAINT "shop_language" CHECK ("shop_languages"."language" in ('ja', 'en', 'zh-hant'))
);
--> statement-breakpoint
ALTER TABLE "shop_languages" ADD CONSTRAINT "shop_languages_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_languages_no_change BEFORE UPDATE OR DELETE ON shop_languages FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_languages_no_truncate BEFORE TRUNCATE ON shop_languages FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One after the other: the last one holds.
CREATE FUNCTION refuse_untrue_shop_languages() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.number <> 1 + (SELECT COUNT(*) FROM shop_languages WHERE merchant_id = NEW.merchant_id) THEN RAISE EXCEPTION 'shop_language_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_language_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_languages_true BEFORE INSERT ON shop_languages FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_languages();
