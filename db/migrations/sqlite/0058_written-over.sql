-- Written by hand: the generator knows no triggers.
-- REPLACE removes the row that is in its way without asking a trigger of removal. It is refused for every key that a row can be in the way by: those of the table, and the number that SQLite gives each row by itself and lets a hand name.
DROP TRIGGER journals_no_replace;
--> statement-breakpoint
CREATE TRIGGER journals_no_replace BEFORE INSERT ON journals WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM journals WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM journals WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM journals WHERE scope = NEW.scope AND key = NEW.key) OR (NEW.kind = 'payout_return' AND EXISTS (SELECT 1 FROM journals WHERE parent_id = NEW.parent_id AND kind = 'payout_return')) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journals.id'); END;
--> statement-breakpoint
DROP TRIGGER entries_no_replace;
--> statement-breakpoint
CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM entries WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM entries WHERE journal_id = NEW.journal_id AND line = NEW.line) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: entries.journal_id, entries.line'); END;
--> statement-breakpoint
DROP TRIGGER journal_balanced_no_replace;
--> statement-breakpoint
CREATE TRIGGER journal_balanced_no_replace BEFORE INSERT ON journal_balanced WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM journal_balanced WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM journal_balanced WHERE journal_id = NEW.journal_id AND fund_id = NEW.fund_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: journal_balanced.journal_id, journal_balanced.fund_id'); END;
--> statement-breakpoint
DROP TRIGGER keys_no_replace;
--> statement-breakpoint
CREATE TRIGGER keys_no_replace BEFORE INSERT ON keys WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM keys WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM keys WHERE scope = NEW.scope AND key = NEW.key) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: keys.scope, keys.key'); END;
--> statement-breakpoint
DROP TRIGGER folds_no_replace;
--> statement-breakpoint
CREATE TRIGGER folds_no_replace BEFORE INSERT ON folds WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM folds WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM folds WHERE credit_id = NEW.credit_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: folds.credit_id'); END;
--> statement-breakpoint
DROP TRIGGER processor_events_no_replace;
--> statement-breakpoint
CREATE TRIGGER processor_events_no_replace BEFORE INSERT ON processor_events WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM processor_events WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM processor_events WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: processor_events.id'); END;
--> statement-breakpoint
DROP TRIGGER marks_no_replace;
--> statement-breakpoint
CREATE TRIGGER marks_no_replace BEFORE INSERT ON marks WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM marks WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM marks WHERE name = NEW.name) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: marks.name'); END;
--> statement-breakpoint
DROP TRIGGER consents_no_replace;
--> statement-breakpoint
CREATE TRIGGER consents_no_replace BEFORE INSERT ON consents WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM consents WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM consents WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: consents.id'); END;
--> statement-breakpoint
DROP TRIGGER staff_acts_no_replace;
--> statement-breakpoint
CREATE TRIGGER staff_acts_no_replace BEFORE INSERT ON staff_acts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM staff_acts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM staff_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: staff_acts.id'); END;
--> statement-breakpoint
DROP TRIGGER exposures_no_replace;
--> statement-breakpoint
CREATE TRIGGER exposures_no_replace BEFORE INSERT ON exposures WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM exposures WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM exposures WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: exposures.id'); END;
--> statement-breakpoint
DROP TRIGGER assignments_no_replace;
--> statement-breakpoint
CREATE TRIGGER assignments_no_replace BEFORE INSERT ON assignments WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM assignments WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM assignments WHERE experiment_id = NEW.experiment_id AND visitor_id = NEW.visitor_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: assignments.experiment_id, assignments.visitor_id'); END;
--> statement-breakpoint
DROP TRIGGER credits_no_replace;
--> statement-breakpoint
CREATE TRIGGER credits_no_replace BEFORE INSERT ON credits WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM credits WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM credits WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: credits.id'); END;
--> statement-breakpoint
DROP TRIGGER payments_no_replace;
--> statement-breakpoint
CREATE TRIGGER payments_no_replace BEFORE INSERT ON payments WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM payments WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM payments WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payments.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER payment_lots_no_replace;
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_replace BEFORE INSERT ON payment_lots WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM payment_lots WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM payment_lots WHERE payment_id = NEW.payment_id AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payment_lots.payment_id, payment_lots.position'); END;
--> statement-breakpoint
DROP TRIGGER lots_no_replace;
--> statement-breakpoint
CREATE TRIGGER lots_no_replace BEFORE INSERT ON lots WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM lots WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM lots WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: lots.id'); END;
--> statement-breakpoint
DROP TRIGGER holds_no_replace;
--> statement-breakpoint
CREATE TRIGGER holds_no_replace BEFORE INSERT ON holds WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM holds WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM holds WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: holds.id'); END;
--> statement-breakpoint
DROP TRIGGER hold_lots_no_replace;
--> statement-breakpoint
CREATE TRIGGER hold_lots_no_replace BEFORE INSERT ON hold_lots WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM hold_lots WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM hold_lots WHERE hold_id = NEW.hold_id AND (position = NEW.position OR lot_id = NEW.lot_id)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: hold_lots.hold_id, hold_lots.position'); END;
--> statement-breakpoint
DROP TRIGGER hold_resolutions_no_replace;
--> statement-breakpoint
CREATE TRIGGER hold_resolutions_no_replace BEFORE INSERT ON hold_resolutions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM hold_resolutions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM hold_resolutions WHERE hold_id = NEW.hold_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: hold_resolutions.hold_id'); END;
--> statement-breakpoint
DROP TRIGGER seals_no_replace;
--> statement-breakpoint
CREATE TRIGGER seals_no_replace BEFORE INSERT ON seals WHEN EXISTS (SELECT 1 FROM seals WHERE sequence = NEW.sequence) OR EXISTS (SELECT 1 FROM seals WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seals.sequence'); END;
--> statement-breakpoint
DROP TRIGGER seal_nodes_no_replace;
--> statement-breakpoint
CREATE TRIGGER seal_nodes_no_replace BEFORE INSERT ON seal_nodes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM seal_nodes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM seal_nodes WHERE level = NEW.level AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: seal_nodes.level'); END;
--> statement-breakpoint
DROP TRIGGER statements_no_replace;
--> statement-breakpoint
CREATE TRIGGER statements_no_replace BEFORE INSERT ON statements WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM statements WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM statements WHERE day = NEW.day) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: statements.day'); END;
--> statement-breakpoint
DROP TRIGGER audit_keys_no_replace;
--> statement-breakpoint
CREATE TRIGGER audit_keys_no_replace BEFORE INSERT ON audit_keys WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM audit_keys WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM audit_keys WHERE verifier = NEW.verifier) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: audit_keys.verifier'); END;
--> statement-breakpoint
DROP TRIGGER base_date_reports_no_replace;
--> statement-breakpoint
CREATE TRIGGER base_date_reports_no_replace BEFORE INSERT ON base_date_reports WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM base_date_reports WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM base_date_reports WHERE base_date = NEW.base_date) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: base_date_reports.base_date'); END;
--> statement-breakpoint
DROP TRIGGER transfers_no_replace;
--> statement-breakpoint
CREATE TRIGGER transfers_no_replace BEFORE INSERT ON transfers WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM transfers WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM transfers WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: transfers.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER transfer_lots_no_replace;
--> statement-breakpoint
CREATE TRIGGER transfer_lots_no_replace BEFORE INSERT ON transfer_lots WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM transfer_lots WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM transfer_lots WHERE (journal_id = NEW.journal_id AND position = NEW.position) OR to_lot_id = NEW.to_lot_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: transfer_lots.journal_id, transfer_lots.position'); END;
--> statement-breakpoint
DROP TRIGGER wallet_addresses_no_replace;
--> statement-breakpoint
CREATE TRIGGER wallet_addresses_no_replace BEFORE INSERT ON wallet_addresses WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM wallet_addresses WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM wallet_addresses WHERE address = NEW.address OR (wallet_id = NEW.wallet_id AND ended_at IS NULL AND NEW.ended_at IS NULL)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_addresses.address'); END;
--> statement-breakpoint
DROP TRIGGER adjustments_no_replace;
--> statement-breakpoint
CREATE TRIGGER adjustments_no_replace BEFORE INSERT ON adjustments WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM adjustments WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM adjustments WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: adjustments.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER payout_returns_no_replace;
--> statement-breakpoint
CREATE TRIGGER payout_returns_no_replace BEFORE INSERT ON payout_returns WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM payout_returns WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM payout_returns WHERE payout_id = NEW.payout_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payout_returns.payout_id'); END;
--> statement-breakpoint
DROP TRIGGER wallet_fills_no_replace;
--> statement-breakpoint
CREATE TRIGGER wallet_fills_no_replace BEFORE INSERT ON wallet_fills WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM wallet_fills WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM wallet_fills WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_fills.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER disputes_no_replace;
--> statement-breakpoint
CREATE TRIGGER disputes_no_replace BEFORE INSERT ON disputes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM disputes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM disputes WHERE id = NEW.id OR top_up_journal_id = NEW.top_up_journal_id OR lot_id = NEW.lot_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: disputes.id'); END;
--> statement-breakpoint
DROP TRIGGER dispute_closings_no_replace;
--> statement-breakpoint
CREATE TRIGGER dispute_closings_no_replace BEFORE INSERT ON dispute_closings WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM dispute_closings WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM dispute_closings WHERE dispute_id = NEW.dispute_id OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: dispute_closings.dispute_id'); END;
--> statement-breakpoint
DROP TRIGGER donations_no_replace;
--> statement-breakpoint
CREATE TRIGGER donations_no_replace BEFORE INSERT ON donations WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM donations WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM donations WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: donations.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER causes_no_replace;
--> statement-breakpoint
CREATE TRIGGER causes_no_replace BEFORE INSERT ON causes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM causes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM causes WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: causes.id'); END;
--> statement-breakpoint
DROP TRIGGER account_changes_no_replace;
--> statement-breakpoint
CREATE TRIGGER account_changes_no_replace BEFORE INSERT ON account_changes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM account_changes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM account_changes WHERE account_id = NEW.account_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: account_changes.account_id, account_changes.number'); END;
--> statement-breakpoint
DROP TRIGGER purchases_no_replace;
--> statement-breakpoint
CREATE TRIGGER purchases_no_replace BEFORE INSERT ON purchases WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM purchases WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM purchases WHERE journal_id = NEW.journal_id OR (buyer_account_id = NEW.buyer_account_id AND seller_account_id = NEW.seller_account_id AND purchase_reference = NEW.purchase_reference)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: purchases.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER repayments_no_replace;
--> statement-breakpoint
CREATE TRIGGER repayments_no_replace BEFORE INSERT ON repayments WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM repayments WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM repayments WHERE id = NEW.id OR (wallet_id = NEW.wallet_id AND decision IS NULL)) OR EXISTS (SELECT 1 FROM repayments WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: repayments.id'); END;
--> statement-breakpoint
DROP TRIGGER shown_codes_no_replace;
--> statement-breakpoint
CREATE TRIGGER shown_codes_no_replace BEFORE INSERT ON shown_codes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shown_codes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shown_codes WHERE code_hash = NEW.code_hash) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_codes.code_hash'); END;
--> statement-breakpoint
DROP TRIGGER shown_code_uses_no_replace;
--> statement-breakpoint
CREATE TRIGGER shown_code_uses_no_replace BEFORE INSERT ON shown_code_uses WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shown_code_uses WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shown_code_uses WHERE code_hash = NEW.code_hash OR journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_code_uses.code_hash'); END;
--> statement-breakpoint
DROP TRIGGER shown_code_declines_no_replace;
--> statement-breakpoint
CREATE TRIGGER shown_code_declines_no_replace BEFORE INSERT ON shown_code_declines WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shown_code_declines WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shown_code_declines WHERE code_hash = NEW.code_hash AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shown_code_declines.code_hash, shown_code_declines.number'); END;
--> statement-breakpoint
DROP TRIGGER wallet_freezes_no_replace;
--> statement-breakpoint
CREATE TRIGGER wallet_freezes_no_replace BEFORE INSERT ON wallet_freezes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM wallet_freezes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM wallet_freezes WHERE wallet_id = NEW.wallet_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: wallet_freezes.wallet_id, wallet_freezes.number'); END;
--> statement-breakpoint
DROP TRIGGER till_acts_no_replace;
--> statement-breakpoint
CREATE TRIGGER till_acts_no_replace BEFORE INSERT ON till_acts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM till_acts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM till_acts WHERE journal_id = NEW.journal_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: till_acts.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER messages_no_replace;
--> statement-breakpoint
CREATE TRIGGER messages_no_replace BEFORE INSERT ON messages WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM messages WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM messages WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: messages.id'); END;
--> statement-breakpoint
DROP TRIGGER message_steps_no_replace;
--> statement-breakpoint
CREATE TRIGGER message_steps_no_replace BEFORE INSERT ON message_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM message_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM message_steps WHERE message_id = NEW.message_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: message_steps.message_id, message_steps.number'); END;
--> statement-breakpoint
DROP TRIGGER museum_drafts_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_drafts_no_replace BEFORE INSERT ON museum_drafts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_drafts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_drafts WHERE record = NEW.record AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_drafts.record, museum_drafts.revision'); END;
--> statement-breakpoint
DROP TRIGGER museum_versions_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_versions_no_replace BEFORE INSERT ON museum_versions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_versions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_versions WHERE (record = NEW.record AND version = NEW.version) OR change = NEW.change) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_versions.record, museum_versions.version'); END;
--> statement-breakpoint
DROP TRIGGER offline_keys_no_replace;
--> statement-breakpoint
CREATE TRIGGER offline_keys_no_replace BEFORE INSERT ON offline_keys WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM offline_keys WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM offline_keys WHERE handle = NEW.handle) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: offline_keys.handle'); END;
--> statement-breakpoint
DROP TRIGGER office_acts_no_replace;
--> statement-breakpoint
CREATE TRIGGER office_acts_no_replace BEFORE INSERT ON office_acts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM office_acts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM office_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: office_acts.id'); END;
--> statement-breakpoint
DROP TRIGGER office_act_ends_no_replace;
--> statement-breakpoint
CREATE TRIGGER office_act_ends_no_replace BEFORE INSERT ON office_act_ends WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM office_act_ends WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM office_act_ends WHERE act_id = NEW.act_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: office_act_ends.act_id'); END;
--> statement-breakpoint
DROP TRIGGER bank_account_changes_no_replace;
--> statement-breakpoint
CREATE TRIGGER bank_account_changes_no_replace BEFORE INSERT ON bank_account_changes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM bank_account_changes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM bank_account_changes WHERE id = NEW.id OR (merchant_id = NEW.merchant_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: bank_account_changes.id'); END;
--> statement-breakpoint
DROP TRIGGER bank_account_change_steps_no_replace;
--> statement-breakpoint
CREATE TRIGGER bank_account_change_steps_no_replace BEFORE INSERT ON bank_account_change_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM bank_account_change_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM bank_account_change_steps WHERE change_id = NEW.change_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: bank_account_change_steps.change_id, bank_account_change_steps.number'); END;
--> statement-breakpoint
DROP TRIGGER museum_story_drafts_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_story_drafts_no_replace BEFORE INSERT ON museum_story_drafts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_story_drafts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_story_drafts WHERE record = NEW.record AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_story_drafts.record, museum_story_drafts.revision'); END;
--> statement-breakpoint
DROP TRIGGER museum_story_acts_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_story_acts_no_replace BEFORE INSERT ON museum_story_acts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_story_acts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_story_acts WHERE record = NEW.record AND (number = NEW.number OR ends = NEW.ends OR version = NEW.version)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_story_acts.record, museum_story_acts.number'); END;
--> statement-breakpoint
DROP TRIGGER payout_profiles_no_replace;
--> statement-breakpoint
CREATE TRIGGER payout_profiles_no_replace BEFORE INSERT ON payout_profiles WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM payout_profiles WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM payout_profiles WHERE (merchant_id = NEW.merchant_id AND number = NEW.number) OR request_id = NEW.request_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: payout_profiles.merchant_id, payout_profiles.number'); END;
--> statement-breakpoint
DROP TRIGGER shop_pictures_no_replace;
--> statement-breakpoint
CREATE TRIGGER shop_pictures_no_replace BEFORE INSERT ON shop_pictures WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_pictures WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_pictures WHERE id = NEW.id OR (merchant_id = NEW.merchant_id AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_pictures.id'); END;
--> statement-breakpoint
DROP TRIGGER shop_picture_steps_no_replace;
--> statement-breakpoint
CREATE TRIGGER shop_picture_steps_no_replace BEFORE INSERT ON shop_picture_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_picture_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_picture_steps WHERE picture_id = NEW.picture_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_picture_steps.picture_id, shop_picture_steps.number'); END;
--> statement-breakpoint
DROP TRIGGER code_reports_no_replace;
--> statement-breakpoint
CREATE TRIGGER code_reports_no_replace BEFORE INSERT ON code_reports WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM code_reports WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM code_reports WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: code_reports.id'); END;
--> statement-breakpoint
DROP TRIGGER code_report_steps_no_replace;
--> statement-breakpoint
CREATE TRIGGER code_report_steps_no_replace BEFORE INSERT ON code_report_steps WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM code_report_steps WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM code_report_steps WHERE report_id = NEW.report_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: code_report_steps.report_id, code_report_steps.number'); END;
--> statement-breakpoint
DROP TRIGGER secondments_no_replace;
--> statement-breakpoint
CREATE TRIGGER secondments_no_replace BEFORE INSERT ON secondments WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM secondments WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM secondments WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: secondments.id'); END;
--> statement-breakpoint
DROP TRIGGER secondment_ends_no_replace;
--> statement-breakpoint
CREATE TRIGGER secondment_ends_no_replace BEFORE INSERT ON secondment_ends WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM secondment_ends WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM secondment_ends WHERE secondment_id = NEW.secondment_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: secondment_ends.secondment_id'); END;
--> statement-breakpoint
DROP TRIGGER museum_import_outcomes_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_import_outcomes_no_replace BEFORE INSERT ON museum_import_outcomes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_import_outcomes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_import_outcomes WHERE import_id = NEW.import_id AND row_number = NEW.row_number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_import_outcomes.import_id, museum_import_outcomes.row_number'); END;
--> statement-breakpoint
DROP TRIGGER museum_sounds_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_sounds_no_replace BEFORE INSERT ON museum_sounds WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_sounds WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_sounds WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_sounds.id'); END;
--> statement-breakpoint
DROP TRIGGER nettings_no_replace;
--> statement-breakpoint
CREATE TRIGGER nettings_no_replace BEFORE INSERT ON nettings WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM nettings WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM nettings WHERE id = NEW.id OR number = NEW.number OR month = NEW.month) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: nettings.id'); END;
--> statement-breakpoint
DROP TRIGGER shop_board_codes_no_replace;
--> statement-breakpoint
CREATE TRIGGER shop_board_codes_no_replace BEFORE INSERT ON shop_board_codes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_board_codes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_board_codes WHERE merchant_id = NEW.merchant_id AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_board_codes.merchant_id, shop_board_codes.number'); END;
--> statement-breakpoint
DROP TRIGGER shop_product_versions_no_replace;
--> statement-breakpoint
CREATE TRIGGER shop_product_versions_no_replace BEFORE INSERT ON shop_product_versions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM shop_product_versions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM shop_product_versions WHERE merchant_id = NEW.merchant_id AND product_id = NEW.product_id AND version = NEW.version) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: shop_product_versions.merchant_id, shop_product_versions.product_id, shop_product_versions.version'); END;
--> statement-breakpoint
DROP TRIGGER merchant_fees_no_replace;
--> statement-breakpoint
CREATE TRIGGER merchant_fees_no_replace BEFORE INSERT ON merchant_fees WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM merchant_fees WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM merchant_fees WHERE journal_id = NEW.journal_id OR (merchant_id = NEW.merchant_id AND financial_year = NEW.financial_year AND number = NEW.number) OR (settlement_id = NEW.settlement_id AND merchant_id = NEW.merchant_id)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: merchant_fees.journal_id'); END;
--> statement-breakpoint
DROP TRIGGER museum_partner_pages_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_partner_pages_no_replace BEFORE INSERT ON museum_partner_pages WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_partner_pages WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_partner_pages WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_pages.import_id, museum_partner_pages.address'); END;
--> statement-breakpoint
DROP TRIGGER museum_partner_readings_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_partner_readings_no_replace BEFORE INSERT ON museum_partner_readings WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_partner_readings WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_partner_readings WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_readings.import_id, museum_partner_readings.address'); END;
--> statement-breakpoint
DROP TRIGGER museum_partner_outcomes_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_partner_outcomes_no_replace BEFORE INSERT ON museum_partner_outcomes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_partner_outcomes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_partner_outcomes WHERE import_id = NEW.import_id AND address = NEW.address) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_outcomes.import_id, museum_partner_outcomes.address'); END;
--> statement-breakpoint
DROP TRIGGER museum_partner_versions_no_replace;
--> statement-breakpoint
CREATE TRIGGER museum_partner_versions_no_replace BEFORE INSERT ON museum_partner_versions WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM museum_partner_versions WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM museum_partner_versions WHERE version = NEW.version AND (known_by = NEW.known_by OR record = NEW.record)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: museum_partner_versions.known_by, museum_partner_versions.version'); END;
--> statement-breakpoint
DROP TRIGGER fee_invoices_no_replace;
--> statement-breakpoint
CREATE TRIGGER fee_invoices_no_replace BEFORE INSERT ON fee_invoices WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM fee_invoices WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM fee_invoices WHERE (merchant_id = NEW.merchant_id AND month = NEW.month) OR (issuer = NEW.issuer AND year = NEW.year AND number = NEW.number)) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: fee_invoices.merchant_id, fee_invoices.month'); END;
--> statement-breakpoint
DROP TRIGGER proxies_no_replace;
--> statement-breakpoint
CREATE TRIGGER proxies_no_replace BEFORE INSERT ON proxies WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM proxies WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM proxies WHERE id = NEW.id OR (wallet_id = NEW.wallet_id AND number = NEW.number) OR invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxies.id'); END;
--> statement-breakpoint
DROP TRIGGER proxy_invitations_no_replace;
--> statement-breakpoint
CREATE TRIGGER proxy_invitations_no_replace BEFORE INSERT ON proxy_invitations WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM proxy_invitations WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM proxy_invitations WHERE id = NEW.id OR code_hash = NEW.code_hash) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_invitations.id'); END;
--> statement-breakpoint
DROP TRIGGER proxy_endings_no_replace;
--> statement-breakpoint
CREATE TRIGGER proxy_endings_no_replace BEFORE INSERT ON proxy_endings WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM proxy_endings WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM proxy_endings WHERE proxy_id = NEW.proxy_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_endings.proxy_id'); END;
--> statement-breakpoint
DROP TRIGGER proxy_acts_no_replace;
--> statement-breakpoint
CREATE TRIGGER proxy_acts_no_replace BEFORE INSERT ON proxy_acts WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM proxy_acts WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM proxy_acts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: proxy_acts.id'); END;
--> statement-breakpoint
DROP TRIGGER institution_invitations_no_replace;
--> statement-breakpoint
CREATE TRIGGER institution_invitations_no_replace BEFORE INSERT ON institution_invitations WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM institution_invitations WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM institution_invitations WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_invitations.id'); END;
--> statement-breakpoint
DROP TRIGGER institution_invitation_endings_no_replace;
--> statement-breakpoint
CREATE TRIGGER institution_invitation_endings_no_replace BEFORE INSERT ON institution_invitation_endings WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM institution_invitation_endings WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM institution_invitation_endings WHERE invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_invitation_endings.invitation_id'); END;
--> statement-breakpoint
DROP TRIGGER institution_staff_changes_no_replace;
--> statement-breakpoint
CREATE TRIGGER institution_staff_changes_no_replace BEFORE INSERT ON institution_staff_changes WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM institution_staff_changes WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM institution_staff_changes WHERE id = NEW.id OR invitation_id = NEW.invitation_id) BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: institution_staff_changes.id'); END;
--> statement-breakpoint
-- What is only there to be added to: a first row of nothing where there is one is passed over, any other one refused.
CREATE TRIGGER balances_no_replace BEFORE INSERT ON balances WHEN (NEW.rowid > 0 AND EXISTS (SELECT 1 FROM balances WHERE rowid = NEW.rowid)) OR EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND fund_id = NEW.fund_id) BEGIN SELECT CASE WHEN NEW.rowid < 0 AND NEW.posted_yen = 0 AND NEW.held_yen = 0 AND NEW.version = 0 THEN RAISE(IGNORE) ELSE RAISE(ABORT, 'balances_append_only') END; END;
--> statement-breakpoint
-- A counter counts up, whatever the statement would do with the row that is there: what comes under its key is added here, and no row is left to be written over.
CREATE TRIGGER spendings_no_replace BEFORE INSERT ON spendings BEGIN UPDATE spendings SET spent_yen = spent_yen + NEW.spent_yen, limit_yen = NEW.limit_yen WHERE wallet_id = NEW.wallet_id AND period = NEW.period; SELECT CASE WHEN changes() > 0 THEN RAISE(IGNORE) WHEN NEW.rowid > 0 THEN RAISE(ABORT, 'spendings_append_only') END; END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_no_replace BEFORE INSERT ON repayment_periods BEGIN UPDATE repayment_periods SET repaid_yen = repaid_yen + NEW.repaid_yen, limit_yen = NEW.limit_yen WHERE period = NEW.period; SELECT CASE WHEN changes() > 0 THEN RAISE(IGNORE) WHEN NEW.rowid > 0 THEN RAISE(ABORT, 'repayment_periods_append_only') END; END;
--> statement-breakpoint
CREATE TRIGGER clerk_refund_days_no_replace BEFORE INSERT ON clerk_refund_days BEGIN UPDATE clerk_refund_days SET refunded_yen = refunded_yen + NEW.refunded_yen WHERE clerk_id = NEW.clerk_id AND day = NEW.day; SELECT CASE WHEN changes() > 0 THEN RAISE(IGNORE) WHEN NEW.rowid > 0 THEN RAISE(ABORT, 'clerk_refund_days_append_only') END; END;
--> statement-breakpoint
CREATE TRIGGER proxy_days_no_replace BEFORE INSERT ON proxy_days BEGIN UPDATE proxy_days SET paid_yen = paid_yen + NEW.paid_yen, limit_yen = NEW.limit_yen WHERE wallet_id = NEW.wallet_id AND number = NEW.number AND day = NEW.day; SELECT CASE WHEN changes() > 0 THEN RAISE(IGNORE) WHEN NEW.rowid > 0 THEN RAISE(ABORT, 'proxy_days_append_only') END; END;
--> statement-breakpoint
-- Nor is a row given the number of another one, which UPDATE OR REPLACE would remove.
CREATE TRIGGER balances_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON balances BEGIN SELECT RAISE(ABORT, 'balances_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER lots_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON lots BEGIN SELECT RAISE(ABORT, 'lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER credits_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON credits BEGIN SELECT RAISE(ABORT, 'credits_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payments_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON payments BEGIN SELECT RAISE(ABORT, 'payments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER payment_lots_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON payment_lots BEGIN SELECT RAISE(ABORT, 'payment_lots_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER spendings_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON spendings BEGIN SELECT RAISE(ABORT, 'spendings_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER wallet_addresses_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON wallet_addresses BEGIN SELECT RAISE(ABORT, 'wallet_addresses_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER causes_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON causes BEGIN SELECT RAISE(ABORT, 'causes_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER repayments_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON repayments BEGIN SELECT RAISE(ABORT, 'repayments_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER repayment_periods_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON repayment_periods BEGIN SELECT RAISE(ABORT, 'repayment_periods_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER clerk_refund_days_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON clerk_refund_days BEGIN SELECT RAISE(ABORT, 'clerk_refund_days_append_only'); END;
--> statement-breakpoint
CREATE TRIGGER proxy_days_no_renumber BEFORE UPDATE OF rowid, oid, _rowid_ ON proxy_days BEGIN SELECT RAISE(ABORT, 'proxy_days_append_only'); END;
