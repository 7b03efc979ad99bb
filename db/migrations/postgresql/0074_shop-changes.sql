CREATE TABLE "shop_changes" (
	"change" bigint PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"product_id" text
);
--> statement-breakpoint
ALTER TABLE "search_steps" ADD COLUMN "shop_change" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shop_changes" ADD CONSTRAINT "shop_changes_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_changes_no_change BEFORE UPDATE OR DELETE ON shop_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_changes_no_truncate BEFORE TRUNCATE ON shop_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One after the other, so that who sees a number has seen all before it. Asked for at the end of a transaction, where nothing else is waited for.
CREATE FUNCTION note_shop_change(merchant text, product text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('shop changes')); INSERT INTO shop_changes (change, merchant_id, product_id) SELECT COALESCE(MAX(change), 0) + 1, merchant, product FROM shop_changes; END $$;
--> statement-breakpoint
-- Of a product only what it is called and whether it is offered: price and stock are looked up whenever they are told.
CREATE FUNCTION note_shop_product() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM shop_product_versions p WHERE p.merchant_id = NEW.merchant_id AND p.product_id = NEW.product_id AND p.version = NEW.version - 1 AND p.name_ja = NEW.name_ja AND p.name_en = NEW.name_en AND p.is_offered = NEW.is_offered) THEN PERFORM note_shop_change(NEW.merchant_id, NEW.product_id); END IF; RETURN NULL; END $$;
--> statement-breakpoint
CREATE FUNCTION note_merchant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM note_shop_change(NEW.id, NULL); RETURN NULL; END $$;
--> statement-breakpoint
CREATE FUNCTION note_closed_account() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM note_shop_change(m.id, NULL) FROM merchants m WHERE m.account_id = NEW.id; RETURN NULL; END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER shop_product_versions_noted AFTER INSERT ON shop_product_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_shop_product();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER merchants_added_noted AFTER INSERT ON merchants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'approved') EXECUTE FUNCTION note_merchant();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER merchants_noted AFTER UPDATE ON merchants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.name_ja IS DISTINCT FROM NEW.name_ja OR OLD.name_kana IS DISTINCT FROM NEW.name_kana OR OLD.name_en IS DISTINCT FROM NEW.name_en OR OLD.municipality IS DISTINCT FROM NEW.municipality OR OLD.merchant_class IS DISTINCT FROM NEW.merchant_class OR OLD.station_id IS DISTINCT FROM NEW.station_id OR OLD.account_id IS DISTINCT FROM NEW.account_id) EXECUTE FUNCTION note_merchant();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER accounts_closed_noted AFTER UPDATE ON accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at) EXECUTE FUNCTION note_closed_account();
