CREATE TABLE "shop_product_versions" (
	"merchant_id" text NOT NULL,
	"product_id" text NOT NULL,
	"version" bigint NOT NULL,
	"name_ja" text NOT NULL,
	"name_en" text NOT NULL,
	"price_yen" bigint NOT NULL,
	"stock" text NOT NULL,
	"count" bigint,
	"shows_count" boolean NOT NULL,
	"month_from" bigint,
	"month_until" bigint,
	"is_offered" boolean NOT NULL,
	"said_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_product_versions_merchant_id_product_id_version_pk" PRIMARY KEY("merchant_id","product_id","version"),
	CONSTRAINT "shop_product_price" CHECK ("shop_product_versions"."price_yen" > 0),
	CONSTRAINT "shop_product_stock" CHECK ("shop_product_versions"."stock" in ('in_stock', 'few', 'sold_out')),
	CONSTRAINT "shop_product_count" CHECK ("shop_product_versions"."count" is null or "shop_product_versions"."count" >= 0),
	CONSTRAINT "shop_product_season" CHECK (("shop_product_versions"."month_from" is null) = ("shop_product_versions"."month_until" is null) and ("shop_product_versions"."month_from" is null or ("shop_product_versions"."month_from" between 1 and 12 and "shop_product_versions"."month_until" between 1 and 12)))
);
--> statement-breakpoint
ALTER TABLE "shop_product_versions" ADD CONSTRAINT "shop_product_versions_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER shop_product_versions_no_change BEFORE UPDATE OR DELETE ON shop_product_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shop_product_versions_no_truncate BEFORE TRUNCATE ON shop_product_versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- One version after the other: whoever saw an older one says nothing.
CREATE FUNCTION refuse_untrue_shop_product_versions() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.version <> 1 + (SELECT COUNT(*) FROM shop_product_versions WHERE merchant_id = NEW.merchant_id AND product_id = NEW.product_id) THEN RAISE EXCEPTION 'shop_product_true' USING ERRCODE = '23514', CONSTRAINT = 'shop_product_true'; END IF; RETURN NEW; END $$;
--> statement-breakpoint
CREATE TRIGGER shop_product_versions_true BEFORE INSERT ON shop_product_versions FOR EACH ROW EXECUTE FUNCTION refuse_untrue_shop_product_versions();
