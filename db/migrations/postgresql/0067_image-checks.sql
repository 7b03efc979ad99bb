CREATE TABLE "museum_image_checks" (
	"image" text NOT NULL,
	"at" bigint NOT NULL,
	"master" text NOT NULL,
	"pyramid" text NOT NULL,
	CONSTRAINT "museum_image_checks_image_at_pk" PRIMARY KEY("image","at")
);
--> statement-breakpoint
ALTER TABLE "museum_image_checks" ADD CONSTRAINT "museum_image_checks_image_images_id_fk" FOREIGN KEY ("image") REFERENCES "public"."images"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- Written by hand from here: the generator knows no triggers.
CREATE TRIGGER museum_image_checks_no_change BEFORE UPDATE OR DELETE ON museum_image_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER museum_image_checks_no_truncate BEFORE TRUNCATE ON museum_image_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
