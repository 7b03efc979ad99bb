CREATE TABLE "shop_browsers" (
	"id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"user_id" text NOT NULL,
	"session_id" text NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"language" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "shop_browser_language" CHECK ("shop_browsers"."language" in ('ja', 'en', 'zh-hant'))
);
--> statement-breakpoint
ALTER TABLE "shop_browsers" ADD CONSTRAINT "shop_browsers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shop_browsers_endpoint" ON "shop_browsers" USING btree ("endpoint","merchant_id");--> statement-breakpoint
CREATE INDEX "shop_browsers_merchant" ON "shop_browsers" USING btree ("merchant_id");