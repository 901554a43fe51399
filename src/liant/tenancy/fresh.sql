-- {"access.0001_first": "64f2d91239954e27", "access.0002_keep_organisations_apart": "c1faffc976910145", "account.0001_initial": "6f27ff6bdf57521a", "account.0002_email_max_length": "c956ab7a3c3660a1", "account.0003_alter_emailaddress_create_unique_verified_email": "66b6f1939621bcfa", "account.0004_alter_emailaddress_drop_unique_email": "ebc6317e90c47d7a", "account.0005_emailaddress_idx_upper_email": "e7569f1662da1754", "account.0006_emailaddress_lower": "54adb08cb3fba66b", "account.0007_emailaddress_idx_email": "87fad70bfde8ae29", "account.0008_emailaddress_unique_primary_email_fixup": "794bf875bdbef9c4", "account.0009_emailaddress_unique_primary_email": "79762cfa7b1e1d7c", "accounts.0001_first": "f827d2efe5599b84", "accounts.0002_keep_organisations_apart": "db7548cfd1d499de", "accounts.0003_tell_what_became_of_the_mail": "5dfa3a2773240109", "advocacy.0001_first": "ab4019d5f109ee55", "advocacy.0002_keep_organisations_apart": "a125e509dff3719b", "advocacy.0003_add_what_experts_say": "a2a1922ec857d8a3", "advocacy.0004_keep_what_experts_say_apart": "00a8d923bcd808b2", "advocacy.0005_let_offers_end_and_lists_be_filled_together": "69747d830440710d", "advocacy.0006_order_lists_by_ones_own_ties": "fe36f3d93cedccc5", "advocacy.0007_hear_by_chat_in_a_place_of_ones_own": "fa6dd175ae337060", "advocacy.0008_drop_the_place_by_chat": "bd6046e72945f238", "alerts.0001_first": "da49d63b5a0b67d3", "alerts.0002_keep_organisations_apart": "e4dc82f16cde357b", "animation.0001_first": "ec7e29a3cb73a433", "animation.0002_keep_organisations_apart": "8627c1a1535598fc", "animation.0003_keep_no_way_to_the_ledger": "bc9b11df7334e5ce", "animation.0004_find_who_was_there_together": "974da720a3679eac", "archive.0001_first": "13492734dd6df79c", "archive.0002_keep_organisations_apart": "b533223daf743ceb", "audit.0001_first": "67730ac457e2d4fc", "audit.0002_keep_organisations_apart": "09a5da80426f2921", "auth.0001_initial": "845cff319606332f", "auth.0002_alter_permission_name_max_length": "feaf97e0e8f7d148", "auth.0003_alter_user_email_max_length": "9d5657b4db9872dc", "auth.0004_alter_user_username_opts": "9538db342c9a9bec", "auth.0005_alter_user_last_login_null": "79f60a35dc000fdd", "auth.0006_require_contenttypes_0002": "00cb16e3405f14b6", "auth.0007_alter_validators_add_error_messages": "115db87dc327530f", "auth.0008_alter_user_username_max_length": "02857f65f7d64814", "auth.0009_alter_user_last_name_max_length": "19a89500e7f108a7", "auth.0010_alter_group_name_max_length": "0963ed6498ac0b3a", "auth.0011_update_proxy_permissions": "85a5dde708dc4b61", "auth.0012_alter_user_first_name_max_length": "6cefbc9f80903763", "automation.0001_write_rules": "4b03d27348f7356d", "board.0001_first": "7e8563a7ac397b06", "board.0002_keep_organisations_apart": "1736f56b80561ba0", "bonds.0001_first": "bde5087032536146", "bonds.0002_keep_organisations_apart": "19792c9519bb57f6", "bonds.0003_publish_the_shape": "47962d7459afbe96", "bonds.0004_let_ties_order_and_guide": "b08750cde0a87958", "bonds.0005_hide_where_one_is_known": "5ed355ed2d755a68", "bonds.0006_merge_communities": "1e1b71aa3f389f3b", "bonds.0007_choose_how_fast_contacts_fade": "d3ccd790c768a272", "bonds.0008_let_colleagues_ask": "3a17b64b45fe4b4d", "breath.0001_first": "3def1a8a19957a80", "breath.0002_keep_organisations_apart": "33d2719d744f33ed", "buddies.0001_first": "3a354841eb2dc919", "buddies.0002_keep_organisations_apart": "c237a976608e36f6", "calendar.0001_first": "a5cd38dd6ad62598", "calendar.0002_keep_organisations_apart": "2be019e2f32df733", "canary.0001_first": "60eed8e134832d9d", "canary.0002_keep_organisations_apart": "1e99d04aabba92f9", "capture.0001_first": "39eb9fd6e99a21e5", "capture.0002_keep_organisations_apart": "bbbcdd9294c136b8", "channels.0001_first": "fd196765527ccca7", "channels.0002_keep_organisations_apart": "2b0b10a6a2fbb41f", "channels.0003_foresee_the_end_of_access": "d23ee0983731b62d", "chat.0001_first": "ccadff2dbfec16a9", "chat.0002_keep_organisations_apart": "98ee7d764dbfe045", "community.0001_first": "388c027e6c4ec647", "community.0002_tell_members": "410e67784c3815d7", "community.0003_hold_together": "bfefe9ce6b070755", "community.0004_keep_organisations_apart": "c68ad379819725eb", "community.0005_letters_too": "09dedaea3d8a0fa9", "community.0006_say_who_agreed": "e686cbd31343657b", "contenttypes.0001_initial": "35ed8489a147e0b4", "contenttypes.0002_remove_content_type_name": "7d36494075750f0e", "crisis.0001_first": "74b1fab9f20a5cfd", "crisis.0002_indexes_and_what_stays_once": "ed5effda0fafc8be", "crisis.0003_keep_organisations_apart": "a97ce0da15d6545b", "deliveries.0001_first": "02abdb96c6651923", "deliveries.0002_keep_organisations_apart": "65b0071b20a06fab", "deliveries.0003_keep_media": "dd8da1847c02274b", "deliveries.0004_follow_what_left": "b52109ead570f5e3", "direction.0001_first": "ee24974802ff1e36", "direction.0002_keep_organisations_apart": "be32208c043d5107", "door.0001_first": "18b51a455e1cead1", "door.0002_keep_organisations_apart": "b23a955e9c37a8ea", "editorial.0001_first": "9b1f6b9cff0d7835", "editorial.0002_keep_organisations_apart": "608334ccb24dedb4", "experiment.0001_first": "4688255db51a592f", "experiment.0002_keep_organisations_apart": "23a10e028d54cfed", "experiment.0003_put_first_by_lot": "0891bbb58211f716", "expertise.0001_first": "1465e74d3db4f4c2", "expertise.0002_keep_organisations_apart": "a006e961dcc8a218", "figures.0001_first": "0116fe2866a8455e", "figures.0002_count_in_the_same_act": "879dc9d81dee32f6", "handbook.0001_first": "04c0d5a76ff651aa", "handbook.0002_keep_organisations_apart": "e17f8dc779935baa", "hooks.0001_first": "20992e832b100a04", "hooks.0002_keep_organisations_apart": "19a52e62cee7bf98", "hours.0001_first": "019ac795cd01dea6", "hours.0002_keep_organisations_apart": "1965adab3589f1fc", "house_rules.0001_first": "acffdbac59ea314f", "house_rules.0002_keep_organisations_apart": "d277fbaf307ddeb2", "ideas.0001_first": "3ab056e6dc44c7bd", "ideas.0002_keep_organisations_apart": "fe80a3791e529804", "inbox.0001_first": "578ffd7fd9cf2ac2", "inbox.0002_keep_organisations_apart": "40ec981239124d19", "inbox.0003_read_along_indexes": "426df79d05d500f4", "inbox.0004_remember_acts_files_and_merges": "b027ce7d7935d534", "inbox.0005_search_the_newest_first": "32c6213322d0de3e", "jobs.0001_find_troubles": "e172c0be4ec93f28", "joining.0001_first": "81499d62aecbdc24", "joining.0002_keep_organisations_apart": "4dc6ece9f3c22cc4", "journal.0001_first": "7556bd71cafcd2bf", "journal.0002_keep_organisations_apart": "cd5f83a9dc03d68c", "journal.0003_hear_and_tell": "9381a446549a4ae0", "journal.0004_keep_voices_apart": "9cd0d18c8e612739", "journal.0005_hub_asked_at": "47a730ef16d0e4c8", "launching.0001_first": "3cd7985742e6b95c", "launching.0002_keep_organisations_apart": "ea2be581aa1e91a5", "ledger.0001_first": "fcc8203f3d6b7ca1", "ledger.0002_keep_organisations_apart": "281b2261e617a8a9", "ledger.0003_forget_on_request": "69a202bf78fc630c", "ledger.0004_more_kinds": "bdde77ac22e1800e", "ledger.0005_keep_what_leads_outside_to_oneself": "347d3d9a4c843d72", "ledger.0006_know_communities_by_key": "a7a46e532707b6a0", "ledger.0007_keep_each_community_once": "f16184ea5424743e", "ledger.0008_forget_sharing_too": "767e25fba26b9538", "ledger.0009_forget_what_was_attended": "3ea23ce0f8a453bf", "ledger.0010_keep_reshares_to_whoever_shared": "3bd4c8ae3dbe63d4", "letters.0001_first": "3ecfab9e7fa0e9a9", "letters.0002_keep_organisations_apart": "3f09de7f6eaad921", "links.0001_first": "76bc7838de9eaaeb", "links.0002_keep_organisations_apart": "4410b5dd27f7ab35", "links.0003_keep_sums_when_someone_leaves": "37a2e5f7c2b8e69e", "listening.0001_first": "917c06584913911c", "listening.0002_keep_organisations_apart": "55213f71dcfa24b0", "lists.0001_first": "109dee8db38112ba", "lists.0002_keep_organisations_apart": "c3e382ade6773c8d", "magazine.0001_first": "8a5f641c7e49ef76", "magazine.0002_keep_organisations_apart": "df4b10cf4de39dc8", "meetings.0001_first": "09ea94dc36174bef", "meetings.0002_keep_organisations_apart": "ef01bca74e03f168", "meetings.0003_draw_those_who_hardly_know_each_other": "bac3690ce2ae8524", "meetings.0004_tell_each_thing_once": "28e386ac0fa845ff", "meetings.0005_keep_notices_apart": "3db124c710436dd3", "meetings.0006_forget_what_notices_tell": "d1f65db0b79cca97", "meetings.0007_tell_what_colleagues_ask": "26b68f864c34ac3a", "merging.0001_first": "7a7ba7034dd358b3", "merging.0002_keep_organisations_apart": "ce17d0c7b2fca0e6", "mfa.0001_initial": "a42b6353f2ed5dd7", "mfa.0002_authenticator_timestamps": "b6566eb07301e2e4", "mfa.0003_authenticator_type_uniq": "88550a456154080c", "newsletter.0001_first": "0ef3f21b843d489f", "newsletter.0002_letters": "8e810c10f24dff94", "newsletter.0003_keep_organisations_apart": "a03f97a3f2900542", "newsletter.0004_begun_under_a_piece": "b924302a1e9fb579", "operations": "19ab7a2d86f65b29", "own_accounts.0001_first": "89877367863bcdc2", "own_accounts.0002_keep_organisations_apart": "224daeb062885cbb", "people.0001_first": "8ced7f6c9ae34f81", "people.0002_keep_organisations_apart": "6c116272c419282f", "people.0003_search_people": "e700d30d4a1b8985", "people.0004_recognise_one_person": "647647b2ab346368", "poster.0001_first": "c9723f69113a2f1a", "poster.0002_keep_organisations_apart": "61cfca1e7f054686", "presence.0001_note_who_is_there": "fb67ad3b36442a80", "procrastinate.0001_initial": "be81516c79d02f26", "procrastinate.0002_drop_started_at_column": "2ead163c1ce2991d", "procrastinate.0003_drop_started_at_column": "740f2d8ff02c0bb5", "procrastinate.0004_drop_procrastinate_version_table": "9f48b76f59a9cc8c", "procrastinate.0005_fix_procrastinate_fetch_job": "6a8e4055ab8e463d", "procrastinate.0006_fix_trigger_status_events_insert": "d9d2f532a094aa09", "procrastinate.0007_add_queueing_lock_column": "dc12645a882f2067", "procrastinate.0008_close_fetch_job_race_condition": "74c7c44a68d3c204", "procrastinate.0009_add_defer_job_function": "b9d529f1bb143b09", "procrastinate.0010_add_procrastinate_periodic_defers": "bd1aa56a04f86df5", "procrastinate.0011_add_foreign_key_index": "25cc0914481114fd", "procrastinate.0012_add_locks_to_periodic_defer": "7cf8863ace39220c", "procrastinate.0013_fix_procrastinate_defer_periodic_job": "4d5072911b8c904c", "procrastinate.0014_add_finish_job_and_retry_job_functions": "20ebed9ca30246c8", "procrastinate.0015_add_trigger_on_job_deletion": "41bec3a5111ff97f", "procrastinate.0016_delete_finished_jobs": "aa4d841aae25c4b1", "procrastinate.0017_add_checks_to_finish_job": "fa9f208ddf3368de", "procrastinate.0018_add_checks_to_retry_job": "893bfc867f1594eb", "procrastinate.0019_fix_finish_job_compat_issue": "4c85f00a990bb3d7", "procrastinate.0020_add_index_on_procrastinate_jobs": "5a93c4ea92b856f5", "procrastinate.0021_add_kwargs_to_defer_periodic_job": "88dd3371cbdee2ba", "procrastinate.0022_null_locks_excluded": "2d5b088f88e89d69", "procrastinate.0023_remove_old_finish_job_function": "89267383eac7bb81", "procrastinate.0024_job_id_bigint": "27108dc62abe6372", "procrastinate.0025_add_models": "29580ceb9d30811c", "procrastinate.0026_add_job_priority": "4f7746b8edef802a", "procrastinate.0027_add_periodic_job_priority": "17e24782e5f4b56e", "procrastinate.0028_add_cancel_states": "2831656624aa9165", "procrastinate.0029_add_additional_params_to_retry_job": "50d48f155234960c", "procrastinate.0030_alter_procrastinateevent_options": "94486414b944e707", "procrastinate.0031_add_indexes_for_fetch_job": "c7235c71c0c003fd", "procrastinate.0032_pre_cancel_notification": "42c97f730f7f0edd", "procrastinate.0033_post_cancel_notification": "8bd0e84d1e45311e", "procrastinate.0034_pre_add_heartbeat": "844ed448222ba8b1", "procrastinate.0035_post_add_heartbeat": "0cbd71b8406c14f4", "procrastinate.0036_add_worker_model": "f996e8059968a3a4", "procrastinate.0037_pre_batch_defer_jobs": "0d7d4294e8aa2749", "procrastinate.0038_post_batch_defer_jobs": "503152d687e3e49b", "procrastinate.0039_pre_priority_lock_fetch_job": "aba2087cb2b69233", "procrastinate.0040_pre_retry_failed_job": "f6d2a552fbbc5088", "procrastinate.0041_post_retry_failed_job": "2c8dc359b30362a9", "publishing.0001_first": "6dcfbd5f8a92478c", "publishing.0002_keep_organisations_apart": "c4d45478dd31f89b", "readership.0001_first": "6f2e76a15603f6bb", "readership.0002_keep_organisations_apart": "a2afb3769470959f", "reminders.0001_first": "3bb0dfadfcc36816", "reminders.0002_keep_organisations_apart": "a04e3883d94d317f", "replies.0001_first": "ab700ae892e23ded", "replies.0002_keep_organisations_apart": "c4b666e7bd5e297e", "rituals.0001_first": "562c6328c26d4be9", "rituals.0002_keep_organisations_apart": "44a287b4ffe4afed", "sessions.0001_initial": "2aa438e2393ee513", "socialaccount.0001_initial": "3647538d149b8190", "socialaccount.0002_token_max_lengths": "1f6fc8859622f595", "socialaccount.0003_extra_data_default_dict": "e8b6fe9e20bed061", "socialaccount.0004_app_provider_id_settings": "82163ba3cc18a1ea", "socialaccount.0005_socialtoken_nullable_app": "f023fe1a501c3e63", "socialaccount.0006_alter_socialaccount_extra_data": "d1de2c79db317f6f", "staff.0001_first": "2ab0475d9126828d", "staff.0002_keep_organisations_apart": "8a2aff19c6980dbb", "staff.0003_listen_to_directories": "46c5f0d357e60be7", "staff.0004_keep_directories_apart": "48759e5534d7163f", "surveys.0001_first": "b72bf88c524bb0ad", "surveys.0002_hold_together": "894b57f4cf54366e", "surveys.0003_keep_organisations_apart": "1a5c445ad182b060", "surveys.0004_compare_with_peers": "c34400728fa9b8ec", "surveys.0005_remind_by_date": "d93f5eb69bc88fdc", "surveys.0006_ask_no_more": "1698460e984781db", "surveys.0007_own_result": "3f4536d1fd1fd8e5", "surveys.0008_readers_by_name": "b1b1c09dc7c6f184", "tenancy.0001_first": "c656a3424b145434", "tenancy.0002_keep_organisations_apart": "a8c01910376753f2", "tokens.0001_first": "9e97155aa86c7a70", "tokens.0002_keep_organisations_apart": "6167d56fb6a2df49", "tokens.0003_note_mentions": "11dc859be4b10cc9", "tokens.0004_have_texts_read": "2353f28a1efa88de", "travel.0001_first": "52c7a837011a6bd1", "travel.0002_keep_organisations_apart": "11e61e7bd6e47b67", "waiting.0001_first": "bd3608256e02e80a", "waiting.0002_answer_by_itself": "d44714966354a690", "waiting.0003_follow_conversations": "3c3875232e169614", "workspaces.0001_first": "765ad5eda5b072f5", "workspaces.0002_keep_organisations_apart": "bef036fa84c0e36d", "workspaces.0003_more_kinds": "a2f40db8944bc6ca", "workspaces.0004_letters_and_calendars": "27ff7c4a1f3f5365", "writing.0001_first": "5e993d2c5ac8bf9f", "writing.0002_talk_and_agree": "e9dd566778157c24", "writing.0003_keep_organisations_apart": "b52960d0fa842a3f", "writing.0004_find_what_left_by_its_moment": "1b28af224cc81d7b"}
CREATE TABLE "django_migrations" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" timestamp with time zone NOT NULL);
CREATE TABLE "tenancy_organisation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "slug" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "tagline" jsonb NOT NULL, "address" varchar(300) NOT NULL, "owner_name" varchar(200) NOT NULL, "site" varchar(200) NOT NULL, "language" varchar(10) NOT NULL, "time_zone" varchar(60) NOT NULL, "rooms" jsonb NOT NULL, "guide_step" varchar(20) NOT NULL, "created_at" timestamp with time zone NOT NULL);
CREATE INDEX "tenancy_organisation_slug_af782d2f_like" ON "tenancy_organisation" ("slug" varchar_pattern_ops);
CREATE TABLE "accounts_user" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "password" varchar(128) NOT NULL, "last_login" timestamp with time zone NULL, "email" varchar(254) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "language" varchar(10) NOT NULL, "time_zone" varchar(60) NOT NULL, "is_active" boolean NOT NULL, "is_operator" boolean NOT NULL, "joined_at" timestamp with time zone NOT NULL);
CREATE TABLE "accounts_member" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "roles" varchar(20)[] NOT NULL, "is_active" boolean NOT NULL, "joined_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "user_id" bigint NOT NULL, CONSTRAINT "one_membership_per_user" UNIQUE ("organisation_id", "user_id"), CONSTRAINT "a_member_has_a_role" CHECK (CASE WHEN "roles" IS NULL THEN NULL ELSE coalesce(array_length("roles", 1), 0) END > 0));
CREATE TABLE "accounts_invitation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "email" varchar(254) NOT NULL, "roles" varchar(20)[] NOT NULL, "language" varchar(10) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "invited_at" timestamp with time zone NOT NULL, "expires_at" timestamp with time zone NOT NULL, "accepted_at" timestamp with time zone NULL, "withdrawn_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "invited_by_id" bigint NULL);
CREATE TABLE "accounts_signinlink" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "expires_at" timestamp with time zone NOT NULL, "used_at" timestamp with time zone NULL, "user_id" bigint NOT NULL);
CREATE TABLE "accounts_team" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_team_per_name" UNIQUE ("organisation_id", "name"));
CREATE TABLE "accounts_teammember" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NOT NULL, CONSTRAINT "once_per_team" UNIQUE ("team_id", "member_id"));
CREATE UNIQUE INDEX "one_user_per_address" ON "accounts_user" ((LOWER("email")));
CREATE INDEX "accounts_user_email_b2644a56_like" ON "accounts_user" ("email" varchar_pattern_ops);
ALTER TABLE "accounts_member" ADD CONSTRAINT "accounts_member_organisation_id_269d0346_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "accounts_member" ADD CONSTRAINT "accounts_member_user_id_b994c8b6_fk_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "accounts_member_organisation_id_269d0346" ON "accounts_member" ("organisation_id");
CREATE INDEX "accounts_member_user_id_b994c8b6" ON "accounts_member" ("user_id");
ALTER TABLE "accounts_invitation" ADD CONSTRAINT "accounts_invitation_organisation_id_b7f9480b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "accounts_invitation_token_hash_3d59d75c_like" ON "accounts_invitation" ("token_hash" varchar_pattern_ops);
CREATE INDEX "accounts_invitation_organisation_id_b7f9480b" ON "accounts_invitation" ("organisation_id");
CREATE INDEX "accounts_invitation_invited_by_id_94a21efc" ON "accounts_invitation" ("invited_by_id");
ALTER TABLE "accounts_signinlink" ADD CONSTRAINT "accounts_signinlink_user_id_a6b02f6b_fk_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "accounts_signinlink_token_hash_51c31a80_like" ON "accounts_signinlink" ("token_hash" varchar_pattern_ops);
CREATE INDEX "accounts_signinlink_user_id_a6b02f6b" ON "accounts_signinlink" ("user_id");
ALTER TABLE "accounts_team" ADD CONSTRAINT "accounts_team_organisation_id_6c9deeb6_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "accounts_team_organisation_id_6c9deeb6" ON "accounts_team" ("organisation_id");
ALTER TABLE "accounts_teammember" ADD CONSTRAINT "accounts_teammember_organisation_id_227f73c5_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "accounts_teammember_member_id_95d43b78" ON "accounts_teammember" ("member_id");
CREATE INDEX "accounts_teammember_organisation_id_227f73c5" ON "accounts_teammember" ("organisation_id");
CREATE INDEX "accounts_teammember_team_id_9d59702b" ON "accounts_teammember" ("team_id");
CREATE TABLE "people_person" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "language" varchar(10) NOT NULL, "place" varchar(200) NOT NULL, "first_met_at" timestamp with time zone NOT NULL, "source" varchar(200) NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "people_hat" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(20) NOT NULL, "started_at" timestamp with time zone NOT NULL, "ended_at" timestamp with time zone NULL, "source" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NOT NULL, CONSTRAINT "a_hat_ends_after_it_starts" CHECK (("ended_at" IS NULL OR "ended_at" >= ("started_at"))));
CREATE TABLE "people_handle" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(30) NOT NULL, "key" varchar(400) NOT NULL, "shown" varchar(400) NOT NULL, "url" varchar(800) NOT NULL, "followers" bigint NULL, "source" varchar(200) NOT NULL, "added_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NOT NULL, CONSTRAINT "one_person_per_handle" UNIQUE ("organisation_id", "kind", "key"));
ALTER TABLE "people_person" ADD CONSTRAINT "people_person_organisation_id_276b0765_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_person_per_member" ON "people_person" ("organisation_id", "member_id") WHERE "member_id" IS NOT NULL;
CREATE INDEX "people_person_member_id_d007904f" ON "people_person" ("member_id");
CREATE INDEX "people_person_organisation_id_276b0765" ON "people_person" ("organisation_id");
ALTER TABLE "people_hat" ADD CONSTRAINT "people_hat_organisation_id_6243bef3_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_hat_of_a_kind_at_a_time" ON "people_hat" ("person_id", "kind") WHERE "ended_at" IS NULL;
CREATE INDEX "people_hat_organisation_id_6243bef3" ON "people_hat" ("organisation_id");
CREATE INDEX "people_hat_person_id_d053b1b0" ON "people_hat" ("person_id");
ALTER TABLE "people_handle" ADD CONSTRAINT "people_handle_organisation_id_bc7ff8dc_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "people_handle_organisation_id_bc7ff8dc" ON "people_handle" ("organisation_id");
CREATE INDEX "people_handle_person_id_02114103" ON "people_handle" ("person_id");
alter table "tenancy_organisation" enable row level security;
create policy tenant on "tenancy_organisation" using (id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (id = nullif(current_setting('liant.organisation', true), '')::bigint);
create or replace function liant_fold(words text) returns text language sql immutable strict parallel safe  as $liant$ select translate(replace(replace(lower(words), 'œ', 'oe'), 'æ', 'ae'), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳ’', 'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooooorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzoouuaaiioouuuuuuuuuuaaaaggkkoooojggnnaaaaaaeeeeiiiioooorrrruuuusstthhaaeeooooooooyy''') $liant$;
create or replace function liant_organisation_id(asked text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select id from tenancy_organisation where slug = asked $liant$;
create or replace function liant_operator_organisations() returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select id from tenancy_organisation $liant$;
alter table "accounts_team" enable row level security;
create policy tenant on "accounts_team" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "accounts_team" add constraint "accounts_team_organisation_id_key" unique (organisation_id, id);
alter table "accounts_member" enable row level security;
create policy tenant on "accounts_member" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "accounts_member" add constraint "accounts_member_organisation_id_key" unique (organisation_id, id);
alter table "accounts_teammember" enable row level security;
create policy tenant on "accounts_teammember" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "accounts_teammember" add constraint "accounts_teammember_organisation_id_key" unique (organisation_id, id);
alter table "accounts_teammember" add constraint "accounts_teammember_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "accounts_teammember" add constraint "accounts_teammember_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "accounts_invitation" enable row level security;
create policy tenant on "accounts_invitation" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "accounts_invitation" add constraint "accounts_invitation_organisation_id_key" unique (organisation_id, id);
alter table "accounts_invitation" add constraint "accounts_invitation_invited_by_id_same_organisation" foreign key (organisation_id, "invited_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_organisations_of(asked bigint) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from accounts_member where user_id = asked and is_active order by id $liant$;
create or replace function liant_invitation_organisation(asked text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from accounts_invitation where token_hash = asked $liant$;
alter table "people_person" enable row level security;
create policy tenant on "people_person" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "people_person" add constraint "people_person_organisation_id_key" unique (organisation_id, id);
alter table "people_person" add constraint "people_person_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "people_handle" enable row level security;
create policy tenant on "people_handle" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "people_handle" add constraint "people_handle_organisation_id_key" unique (organisation_id, id);
alter table "people_handle" add constraint "people_handle_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "people_hat" enable row level security;
create policy tenant on "people_hat" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "people_hat" add constraint "people_hat_organisation_id_key" unique (organisation_id, id);
alter table "people_hat" add constraint "people_hat_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table people_person add column search tsvector generated always as (to_tsvector('simple', liant_fold(name))) stored; create index people_person_search on people_person using gin (search) with (fastupdate = off);
CREATE TABLE "channels_channel" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(30) NOT NULL, "name" varchar(120) NOT NULL, "settings" jsonb NOT NULL, "secret" text NOT NULL, "remembered" text NOT NULL, "default_hat" varchar(20) NOT NULL, "state" varchar(20) NOT NULL, "cursor" jsonb NULL, "is_own_site" boolean NOT NULL, "created_at" timestamp with time zone NOT NULL, "next_due_at" timestamp with time zone NULL, "claimed_until" timestamp with time zone NULL, "last_heard_at" timestamp with time zone NULL, "last_problem" text NOT NULL, "last_problem_at" timestamp with time zone NULL, "failures" integer NOT NULL, "organisation_id" bigint NOT NULL, "owner_id" bigint NULL);
CREATE TABLE "channels_coverage" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "from_at" timestamp with time zone NULL, "to_at" timestamp with time zone NULL, "reason" text NOT NULL, "item_count" integer NOT NULL, "unreadable_count" integer NOT NULL, "only_counted" integer NOT NULL, "unreadable" jsonb NOT NULL, "noted_at" timestamp with time zone NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "channels_item" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(600) NOT NULL, "kind" varchar(20) NOT NULL, "text" text NOT NULL, "title" text NOT NULL, "url" varchar(2000) NOT NULL, "language" varchar(10) NOT NULL, "thread_key" varchar(600) NOT NULL, "parent_key" varchar(600) NOT NULL, "published_at" timestamp with time zone NOT NULL, "collected_at" timestamp with time zone NOT NULL, "is_addressed" boolean NOT NULL, "is_ours" boolean NOT NULL, "is_private" boolean NOT NULL, "tags" varchar(100)[] NOT NULL, "recipients" varchar(320)[] NOT NULL, "attachments" jsonb NOT NULL, "context" jsonb NOT NULL, "reply_to" jsonb NOT NULL, "raw" jsonb NOT NULL, "withdrawn_at" timestamp with time zone NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NULL, CONSTRAINT "each_item_once" UNIQUE ("channel_id", "key"));
ALTER TABLE "channels_channel" ADD CONSTRAINT "channels_channel_organisation_id_711800a8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "channels_channel_organisation_id_711800a8" ON "channels_channel" ("organisation_id");
CREATE INDEX "channels_channel_owner_id_297f4c36" ON "channels_channel" ("owner_id");
CREATE INDEX "channel_due" ON "channels_channel" ("next_due_at") WHERE "state" = 'well';
ALTER TABLE "channels_coverage" ADD CONSTRAINT "channels_coverage_organisation_id_828f72bb_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "channels_coverage_channel_id_04b182c4" ON "channels_coverage" ("channel_id");
CREATE INDEX "channels_coverage_organisation_id_828f72bb" ON "channels_coverage" ("organisation_id");
CREATE INDEX "coverage_by_channel" ON "channels_coverage" ("channel_id", "kind", "to_at" DESC);
ALTER TABLE "channels_item" ADD CONSTRAINT "channels_item_organisation_id_4a142229_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "channels_item_channel_id_81123f38" ON "channels_item" ("channel_id");
CREATE INDEX "channels_item_organisation_id_4a142229" ON "channels_item" ("organisation_id");
CREATE INDEX "channels_item_person_id_a201a3ee" ON "channels_item" ("person_id");
CREATE INDEX "item_thread" ON "channels_item" ("organisation_id", "thread_key");
CREATE INDEX "item_by_channel" ON "channels_item" ("channel_id", "published_at" DESC);
alter table "channels_channel" enable row level security;
create policy tenant on "channels_channel" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "channels_channel" add constraint "channels_channel_organisation_id_key" unique (organisation_id, id);
alter table "channels_channel" add constraint "channels_channel_owner_id_same_organisation" foreign key (organisation_id, "owner_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "channels_item" enable row level security;
create policy tenant on "channels_item" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "channels_item" add constraint "channels_item_organisation_id_key" unique (organisation_id, id);
alter table "channels_item" add constraint "channels_item_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "channels_item" add constraint "channels_item_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "channels_coverage" enable row level security;
create policy tenant on "channels_coverage" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "channels_coverage" add constraint "channels_coverage_organisation_id_key" unique (organisation_id, id);
alter table "channels_coverage" add constraint "channels_coverage_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
create or replace function liant_due_channels(moment timestamptz, most integer) returns table (organisation_id bigint, channel_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from channels_channel where state = 'well' and next_due_at <= moment and (claimed_until is null or claimed_until < moment) order by next_due_at limit most $liant$;
ALTER TABLE "channels_channel" ADD COLUMN "access_ends_at" timestamp with time zone NULL;
ALTER TABLE "accounts_invitation" ADD COLUMN "mailed_at" timestamp with time zone NULL;
ALTER TABLE "accounts_invitation" ADD COLUMN "mail_problem" varchar(300) DEFAULT '' NOT NULL;
ALTER TABLE "accounts_invitation" ALTER COLUMN "mail_problem" DROP DEFAULT;
CREATE TABLE "access_access" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(30) NOT NULL, "remote_key" varchar(200) NOT NULL, "remote_name" varchar(200) NOT NULL, "agreed_at" timestamp with time zone NOT NULL, "expires_at" timestamp with time zone NULL, "renew_at" timestamp with time zone NULL, "agreed_until" timestamp with time zone NULL, "renewed_at" timestamp with time zone NULL, "claimed_until" timestamp with time zone NULL, "candidate" text NOT NULL, "failing_since" timestamp with time zone NULL, "problem" text NOT NULL, "told_days" integer NULL, "agreed_by_id" bigint NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_access_per_channel" UNIQUE ("channel_id"), CONSTRAINT "one_channel_per_account" UNIQUE ("organisation_id", "kind", "remote_key"));
CREATE TABLE "access_confirmation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "confirmed_at" timestamp with time zone NOT NULL, "channel_id" bigint NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_confirmation_per_channel" UNIQUE ("channel_id"));
CREATE TABLE "access_notice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "key" varchar(60) NOT NULL, "noted_at" timestamp with time zone NOT NULL, "mailed_at" timestamp with time zone NULL, "channel_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "told_of_access_once" UNIQUE ("channel_id", "member_id", "key"));
ALTER TABLE "access_access" ADD CONSTRAINT "access_access_organisation_id_b5ee1bd4_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "access_access_agreed_by_id_fcd78d5d" ON "access_access" ("agreed_by_id");
CREATE INDEX "access_access_channel_id_1fbe0216" ON "access_access" ("channel_id");
CREATE INDEX "access_access_organisation_id_b5ee1bd4" ON "access_access" ("organisation_id");
CREATE INDEX "access_to_renew" ON "access_access" ("renew_at");
ALTER TABLE "access_confirmation" ADD CONSTRAINT "access_confirmation_organisation_id_fd802197_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "access_confirmation_channel_id_a1e35fa5" ON "access_confirmation" ("channel_id");
CREATE INDEX "access_confirmation_member_id_f4687308" ON "access_confirmation" ("member_id");
CREATE INDEX "access_confirmation_organisation_id_fd802197" ON "access_confirmation" ("organisation_id");
ALTER TABLE "access_notice" ADD CONSTRAINT "access_notice_organisation_id_ffc724f2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "access_notice_channel_id_0b00bb9f" ON "access_notice" ("channel_id");
CREATE INDEX "access_notice_member_id_440d27d8" ON "access_notice" ("member_id");
CREATE INDEX "access_notice_organisation_id_ffc724f2" ON "access_notice" ("organisation_id");
alter table "access_access" enable row level security;
create policy tenant on "access_access" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "access_access" add constraint "access_access_organisation_id_key" unique (organisation_id, id);
alter table "access_access" add constraint "access_access_agreed_by_id_same_organisation" foreign key (organisation_id, "agreed_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "access_access" add constraint "access_access_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "access_notice" enable row level security;
create policy tenant on "access_notice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "access_notice" add constraint "access_notice_organisation_id_key" unique (organisation_id, id);
alter table "access_notice" add constraint "access_notice_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "access_notice" add constraint "access_notice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "access_confirmation" enable row level security;
create policy tenant on "access_confirmation" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "access_confirmation" add constraint "access_confirmation_organisation_id_key" unique (organisation_id, id);
alter table "access_confirmation" add constraint "access_confirmation_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "access_confirmation" add constraint "access_confirmation_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_access_to_look_at(moment timestamptz, most integer) returns table (organisation_id bigint, channel_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select access.organisation_id, access.channel_id from access_access access join channels_channel channel on channel.id = access.channel_id where channel.state <> 'broken' and (access.renew_at <= moment or access.failing_since is not null or channel.access_ends_at <= moment + interval '14 days') order by access.id limit most $liant$;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "email" varchar(75) NOT NULL UNIQUE, "verified" boolean NOT NULL, "primary" boolean NOT NULL, "user_id" bigint NOT NULL);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "created" timestamp with time zone NOT NULL, "sent" timestamp with time zone NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL);
ALTER TABLE "account_emailaddress" ADD CONSTRAINT "account_emailaddress_user_id_2c513194_fk_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "account_emailaddress_email_03be32b2_like" ON "account_emailaddress" ("email" varchar_pattern_ops);
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
ALTER TABLE "account_emailconfirmation" ADD CONSTRAINT "account_emailconfirm_email_address_id_5b7f8c58_fk_account_e" FOREIGN KEY ("email_address_id") REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "account_emailconfirmation_key_f43612bd_like" ON "account_emailconfirmation" ("key" varchar_pattern_ops);
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
ALTER TABLE "account_emailaddress" ALTER COLUMN "email" TYPE varchar(254);
ALTER TABLE "account_emailaddress" ADD CONSTRAINT "account_emailaddress_user_id_email_987c8728_uniq" UNIQUE ("user_id", "email");
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
ALTER TABLE "account_emailaddress" DROP CONSTRAINT "account_emailaddress_email_key";
DROP INDEX IF EXISTS "account_emailaddress_email_03be32b2_like";
CREATE INDEX "account_emailaddress_upper" ON "account_emailaddress" ((UPPER("email")));
UPDATE "account_emailaddress" SET "email" = LOWER("account_emailaddress"."email") WHERE NOT ("account_emailaddress"."email" = (LOWER("account_emailaddress"."email")));
UPDATE "accounts_user" SET "email" = LOWER("accounts_user"."email") WHERE NOT ("accounts_user"."email" = (LOWER("accounts_user"."email")));
DROP INDEX IF EXISTS "account_emailaddress_upper";
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE INDEX "account_emailaddress_email_03be32b2_like" ON "account_emailaddress" ("email" varchar_pattern_ops);
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE TABLE "chat_place" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "address" text NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_place_by_chat" UNIQUE ("member_id"));
ALTER TABLE "chat_place" ADD CONSTRAINT "chat_place_organisation_id_1924e03a_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "chat_place_member_id_d6b91a1f" ON "chat_place" ("member_id");
CREATE INDEX "chat_place_organisation_id_1924e03a" ON "chat_place" ("organisation_id");
alter table "chat_place" enable row level security;
create policy tenant on "chat_place" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "chat_place" add constraint "chat_place_organisation_id_key" unique (organisation_id, id);
alter table "chat_place" add constraint "chat_place_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "chat_place" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
CREATE TABLE "ledger_community" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "url" varchar(800) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_community_per_name" UNIQUE ("organisation_id", "name"));
CREATE TABLE "ledger_interaction" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(300) NOT NULL, "kind" varchar(20) NOT NULL, "at" timestamp with time zone NOT NULL, "noted_at" timestamp with time zone NOT NULL, "through_kind" varchar(40) NOT NULL, "through_id" bigint NOT NULL, "purpose" varchar(20) NOT NULL, "visibility" varchar(20) NOT NULL, "consent" varchar(20) NOT NULL, "community_id" bigint NULL, "organisation_id" bigint NOT NULL, "source_id" bigint NOT NULL, "target_id" bigint NULL, CONSTRAINT "each_interaction_once" UNIQUE ("organisation_id", "key"), CONSTRAINT "towards_a_person_or_a_community" CHECK ((("target_id" IS NOT NULL OR "community_id" IS NOT NULL) AND 1 = (CASE WHEN "target_id" IS NOT NULL THEN 1 ELSE 0 END + CASE WHEN "community_id" IS NOT NULL THEN 1 ELSE 0 END))), CONSTRAINT "not_towards_oneself" CHECK (NOT ("source_id" = ("target_id") AND "target_id" IS NOT NULL)));
ALTER TABLE "ledger_community" ADD CONSTRAINT "ledger_community_organisation_id_2bfb83c0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "ledger_community_organisation_id_2bfb83c0" ON "ledger_community" ("organisation_id");
ALTER TABLE "ledger_interaction" ADD CONSTRAINT "ledger_interaction_organisation_id_8b1a10af_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "ledger_interaction_community_id_dae76589" ON "ledger_interaction" ("community_id");
CREATE INDEX "ledger_interaction_organisation_id_8b1a10af" ON "ledger_interaction" ("organisation_id");
CREATE INDEX "ledger_interaction_source_id_b31e4780" ON "ledger_interaction" ("source_id");
CREATE INDEX "ledger_interaction_target_id_dab4d888" ON "ledger_interaction" ("target_id");
CREATE INDEX "interaction_by_source" ON "ledger_interaction" ("organisation_id", "source_id", "at");
alter table "ledger_community" enable row level security;
create policy tenant on "ledger_community" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "ledger_community" add constraint "ledger_community_organisation_id_key" unique (organisation_id, id);
alter table "ledger_interaction" enable row level security;
create policy tenant on "ledger_interaction" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "ledger_interaction" add constraint "ledger_interaction_organisation_id_key" unique (organisation_id, id);
alter table "ledger_interaction" add constraint "ledger_interaction_community_id_same_organisation" foreign key (organisation_id, "community_id") references "ledger_community" (organisation_id, id) deferrable initially deferred;
alter table "ledger_interaction" add constraint "ledger_interaction_source_id_same_organisation" foreign key (organisation_id, "source_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "ledger_interaction" add constraint "ledger_interaction_target_id_same_organisation" foreign key (organisation_id, "target_id") references "people_person" (organisation_id, id) deferrable initially deferred;
create function ledger_interaction_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'ledger_interaction') then return coalesce(new, old); end if; raise exception 'ledger_interaction is append-only'; end $liant$;
create trigger append_only before update or delete on "ledger_interaction" for each row execute function ledger_interaction_append_only();
create or replace function liant_forget_belonging(person bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ delete from ledger_interaction where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and purpose = 'belonging' and person in (source_id, target_id) $liant$;
CREATE TABLE "bonds_choice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "can_introduce" boolean NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_choice_of_ties_each" UNIQUE ("member_id"));
CREATE TABLE "bonds_hidden" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "other_id" bigint NOT NULL, CONSTRAINT "hidden_once" UNIQUE ("member_id", "other_id"));
CREATE TABLE "bonds_hint" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(5) NOT NULL, "at" timestamp with time zone NOT NULL, "gone_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "other_id" bigint NOT NULL, "via_id" bigint NULL, CONSTRAINT "each_hint_once" UNIQUE ("member_id", "other_id", "kind"));
CREATE TABLE "bonds_measure" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "people" integer NOT NULL CHECK ("people" >= 0), "pairs" integer NOT NULL CHECK ("pairs" >= 0), "interactions" integer NOT NULL CHECK ("interactions" >= 0), "half_life" double precision NOT NULL, "is_calibrated" boolean NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "bonds_tie" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "strength" double precision NOT NULL, "low" double precision NOT NULL, "high" double precision NOT NULL, "before" double precision NULL, "contacts" integer NOT NULL CHECK ("contacts" >= 0), "last_at" timestamp with time zone NULL, "state" varchar(6) NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "other_id" bigint NOT NULL, CONSTRAINT "one_tie_each_way" UNIQUE ("member_id", "other_id"), CONSTRAINT "no_tie_with_oneself" CHECK (NOT ("member_id" = ("other_id"))));
ALTER TABLE "bonds_choice" ADD CONSTRAINT "bonds_choice_organisation_id_6e7903da_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_choice_member_id_1837e1eb" ON "bonds_choice" ("member_id");
CREATE INDEX "bonds_choice_organisation_id_6e7903da" ON "bonds_choice" ("organisation_id");
ALTER TABLE "bonds_hidden" ADD CONSTRAINT "bonds_hidden_organisation_id_f775ad4e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_hidden_member_id_9e9ea7ac" ON "bonds_hidden" ("member_id");
CREATE INDEX "bonds_hidden_organisation_id_f775ad4e" ON "bonds_hidden" ("organisation_id");
CREATE INDEX "bonds_hidden_other_id_71594d44" ON "bonds_hidden" ("other_id");
CREATE INDEX "hidden_other" ON "bonds_hidden" ("other_id");
ALTER TABLE "bonds_hint" ADD CONSTRAINT "bonds_hint_organisation_id_78c7ab6a_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_hint_member_id_fccd40f3" ON "bonds_hint" ("member_id");
CREATE INDEX "bonds_hint_organisation_id_78c7ab6a" ON "bonds_hint" ("organisation_id");
CREATE INDEX "bonds_hint_other_id_031cb13f" ON "bonds_hint" ("other_id");
CREATE INDEX "bonds_hint_via_id_5607d6a1" ON "bonds_hint" ("via_id");
CREATE INDEX "hint_other" ON "bonds_hint" ("other_id");
CREATE INDEX "hint_via" ON "bonds_hint" ("via_id");
ALTER TABLE "bonds_measure" ADD CONSTRAINT "bonds_measure_organisation_id_8871dc08_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_measure_organisation_id_8871dc08" ON "bonds_measure" ("organisation_id");
CREATE INDEX "measure_newest" ON "bonds_measure" ("organisation_id", "at" DESC);
ALTER TABLE "bonds_tie" ADD CONSTRAINT "bonds_tie_organisation_id_bcd5cb3b_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_tie_member_id_445eeecd" ON "bonds_tie" ("member_id");
CREATE INDEX "bonds_tie_organisation_id_bcd5cb3b" ON "bonds_tie" ("organisation_id");
CREATE INDEX "bonds_tie_other_id_6b9ea5d5" ON "bonds_tie" ("other_id");
CREATE INDEX "tie_strongest" ON "bonds_tie" ("member_id", "strength" DESC, "id");
CREATE INDEX "tie_other" ON "bonds_tie" ("other_id");
alter table "bonds_measure" enable row level security;
create policy tenant on "bonds_measure" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_measure" add constraint "bonds_measure_organisation_id_key" unique (organisation_id, id);
alter table "bonds_tie" enable row level security;
create policy tenant on "bonds_tie" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_tie" add constraint "bonds_tie_organisation_id_key" unique (organisation_id, id);
alter table "bonds_tie" add constraint "bonds_tie_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_tie" add constraint "bonds_tie_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_hidden" enable row level security;
create policy tenant on "bonds_hidden" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_hidden" add constraint "bonds_hidden_organisation_id_key" unique (organisation_id, id);
alter table "bonds_hidden" add constraint "bonds_hidden_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_hidden" add constraint "bonds_hidden_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_hint" enable row level security;
create policy tenant on "bonds_hint" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_hint" add constraint "bonds_hint_organisation_id_key" unique (organisation_id, id);
alter table "bonds_hint" add constraint "bonds_hint_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_hint" add constraint "bonds_hint_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_hint" add constraint "bonds_hint_via_id_same_organisation" foreign key (organisation_id, "via_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_choice" enable row level security;
create policy tenant on "bonds_choice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_choice" add constraint "bonds_choice_organisation_id_key" unique (organisation_id, id);
alter table "bonds_choice" add constraint "bonds_choice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "bonds_tie" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "bonds_hidden" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "bonds_hint" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "bonds_choice" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_organisations_with_ties() returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select o.id from tenancy_organisation o where exists (select 1 from ledger_interaction i where i.organisation_id = o.id and i.purpose in ('belonging', 'sharing') and i.target_id is not null) $liant$;
CREATE TABLE "bonds_shape" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" smallint NOT NULL CHECK ("number" >= 0), "from_on" date NOT NULL, "to_on" date NOT NULL, "figures" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_shape_once" UNIQUE ("organisation_id", "number"));
CREATE TABLE "bonds_told" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "group" varchar(20) NOT NULL, "tokens" jsonb NOT NULL, "shape_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_group_told_once" UNIQUE ("shape_id", "group"));
CREATE TABLE "bonds_mark" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token" varchar(32) NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_mark_each" UNIQUE ("member_id"));
CREATE TABLE "bonds_outside" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "community_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "known_there_once" UNIQUE ("member_id", "community_id"));
alter table "bonds_shape" enable row level security;
create policy tenant on "bonds_shape" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_shape" add constraint "bonds_shape_organisation_id_key" unique (organisation_id, id);
alter table "bonds_told" enable row level security;
create policy tenant on "bonds_told" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_told" add constraint "bonds_told_organisation_id_key" unique (organisation_id, id);
alter table "bonds_told" add constraint "bonds_told_shape_id_same_organisation" foreign key (organisation_id, "shape_id") references "bonds_shape" (organisation_id, id) deferrable initially deferred;
alter table "bonds_mark" enable row level security;
create policy tenant on "bonds_mark" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_mark" add constraint "bonds_mark_organisation_id_key" unique (organisation_id, id);
alter table "bonds_mark" add constraint "bonds_mark_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_outside" enable row level security;
create policy tenant on "bonds_outside" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_outside" add constraint "bonds_outside_organisation_id_key" unique (organisation_id, id);
alter table "bonds_outside" add constraint "bonds_outside_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_outside" add constraint "bonds_outside_community_id_same_organisation" foreign key (organisation_id, "community_id") references "ledger_community" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "bonds_mark" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "bonds_outside" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
ALTER TABLE "bonds_shape" ADD CONSTRAINT "bonds_shape_organisation_id_e9c6a94a_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_shape_organisation_id_e9c6a94a" ON "bonds_shape" ("organisation_id");
ALTER TABLE "bonds_told" ADD CONSTRAINT "bonds_told_organisation_id_db9903ec_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_told_shape_id_6e51ee69" ON "bonds_told" ("shape_id");
CREATE INDEX "bonds_told_organisation_id_db9903ec" ON "bonds_told" ("organisation_id");
ALTER TABLE "bonds_mark" ADD CONSTRAINT "bonds_mark_organisation_id_80c66235_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_mark_member_id_0d205b84" ON "bonds_mark" ("member_id");
CREATE INDEX "bonds_mark_organisation_id_80c66235" ON "bonds_mark" ("organisation_id");
ALTER TABLE "bonds_outside" ADD CONSTRAINT "bonds_outside_organisation_id_3cce6415_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_outside_member_id_7bd3da44" ON "bonds_outside" ("member_id");
CREATE INDEX "bonds_outside_community_id_14f16209" ON "bonds_outside" ("community_id");
CREATE INDEX "bonds_outside_organisation_id_3cce6415" ON "bonds_outside" ("organisation_id");
CREATE INDEX "outside_community" ON "bonds_outside" ("community_id");
ALTER TABLE "bonds_choice" ADD COLUMN "can_order" boolean DEFAULT false NOT NULL;
ALTER TABLE "bonds_choice" ALTER COLUMN "can_order" DROP DEFAULT;
ALTER TABLE "bonds_choice" ADD COLUMN "can_draw" boolean DEFAULT false NOT NULL;
ALTER TABLE "bonds_choice" ALTER COLUMN "can_draw" DROP DEFAULT;
create or replace function liant_closeness_of(who bigint) returns table (other_id bigint, quarters integer) language sql stable  as $liant$ select t.other_id, floor(t.strength / 25)::integer from bonds_tie t where t.member_id = who and exists (select 1 from bonds_choice c where c.member_id = who and c.can_order) and not exists (select 1 from bonds_hidden h where h.member_id = who and h.other_id = t.other_id) $liant$;
create or replace function liant_has_ties(who bigint) returns boolean language sql stable  as $liant$ select exists (select 1 from bonds_tie t where t.member_id = who) $liant$;
create or replace function liant_close_pairs(members bigint[]) returns table (member_id bigint, other_id bigint, quarters integer) language sql stable  as $liant$ select t.member_id, t.other_id, floor(t.strength / 25)::integer from bonds_tie t join bonds_choice a on a.member_id = t.member_id and a.can_draw join bonds_choice b on b.member_id = t.other_id and b.can_draw where t.member_id = any(members) and t.other_id = any(members) and t.member_id < t.other_id and t.strength >= 50 order by t.member_id, t.other_id $liant$;
CREATE TABLE "links_target" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "url" varchar(2000) NOT NULL, "made_at" timestamp with time zone NOT NULL, "next_look_at" timestamp with time zone NOT NULL, "looked_at" timestamp with time zone NULL, "failing_since" timestamp with time zone NULL, "dead_since" timestamp with time zone NULL, "problem" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_link_target_once" UNIQUE ("organisation_id", "url"));
CREATE TABLE "links_link" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "code" varchar(16) NOT NULL UNIQUE, "purpose" varchar(5) NOT NULL, "name" varchar(120) NOT NULL, "network" varchar(40) NOT NULL, "about_kind" varchar(40) NOT NULL, "about_id" bigint NULL, "url" varchar(2000) NOT NULL, "made_at" timestamp with time zone NOT NULL, "ended_at" timestamp with time zone NULL, "keeper_id" bigint NULL, "organisation_id" bigint NOT NULL, "target_id" bigint NOT NULL, CONSTRAINT "a_shared_link_names_nobody" CHECK ((NOT ("purpose" = 'share') OR ("keeper_id" IS NULL AND "name" = ''))), CONSTRAINT "a_link_is_about_one_thing" CHECK ((("about_id" IS NULL OR NOT ("about_kind" = '')) AND 1 = (CASE WHEN "about_id" IS NULL THEN 1 ELSE 0 END + CASE WHEN NOT ("about_kind" = '') THEN 1 ELSE 0 END))));
CREATE TABLE "links_arrangement" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "own_address" varchar(200) NOT NULL, "is_tagged" boolean NOT NULL, "is_told" boolean NOT NULL, "secret" text NOT NULL, "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_arrangement_of_links" UNIQUE ("organisation_id"));
CREATE TABLE "links_follow" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "kind" varchar(7) NOT NULL, "count" integer NOT NULL CHECK ("count" >= 0), "organisation_id" bigint NOT NULL, "link_id" bigint NOT NULL, CONSTRAINT "each_hour_of_a_link_once" UNIQUE ("link_id", "at", "kind"));
CREATE TABLE "links_conversion" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "what" varchar(40) NOT NULL, "at" timestamp with time zone NOT NULL, "message_hash" varchar(64) NOT NULL, "organisation_id" bigint NOT NULL, "link_id" bigint NOT NULL, CONSTRAINT "each_conversion_once" UNIQUE ("organisation_id", "message_hash"));
CREATE TABLE "links_sharer" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "link_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_link_is_shared_by_one" UNIQUE ("link_id"));
ALTER TABLE "links_target" ADD CONSTRAINT "links_target_organisation_id_85ecbb18_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_target_organisation_id_85ecbb18" ON "links_target" ("organisation_id");
CREATE INDEX "link_target_due" ON "links_target" ("next_look_at");
CREATE INDEX "link_target_dead" ON "links_target" ("organisation_id", "dead_since") WHERE "dead_since" IS NOT NULL;
ALTER TABLE "links_link" ADD CONSTRAINT "links_link_organisation_id_00bde9e8_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_link_code_9a691c65_like" ON "links_link" ("code" varchar_pattern_ops);
CREATE INDEX "links_link_keeper_id_f41ec013" ON "links_link" ("keeper_id");
CREATE INDEX "links_link_organisation_id_00bde9e8" ON "links_link" ("organisation_id");
CREATE INDEX "links_link_target_id_da8d7c3e" ON "links_link" ("target_id");
CREATE INDEX "link_of_house" ON "links_link" ("organisation_id", "made_at" DESC, "id" DESC) WHERE "purpose" = 'house';
CREATE INDEX "link_about" ON "links_link" ("organisation_id", "about_kind", "about_id");
CREATE INDEX "link_target" ON "links_link" ("target_id");
ALTER TABLE "links_arrangement" ADD CONSTRAINT "links_arrangement_organisation_id_501c813d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_arrangement_organisation_id_501c813d" ON "links_arrangement" ("organisation_id");
ALTER TABLE "links_follow" ADD CONSTRAINT "links_follow_organisation_id_4a0cdd54_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_follow_organisation_id_4a0cdd54" ON "links_follow" ("organisation_id");
CREATE INDEX "links_follow_link_id_10c3eec8" ON "links_follow" ("link_id");
ALTER TABLE "links_conversion" ADD CONSTRAINT "links_conversion_organisation_id_65fd1d69_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_conversion_organisation_id_65fd1d69" ON "links_conversion" ("organisation_id");
CREATE INDEX "links_conversion_link_id_c72b9f3e" ON "links_conversion" ("link_id");
CREATE INDEX "conversion_of_link" ON "links_conversion" ("link_id", "at");
ALTER TABLE "links_sharer" ADD CONSTRAINT "links_sharer_organisation_id_64ba1189_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "links_sharer_link_id_88a976a7" ON "links_sharer" ("link_id");
CREATE INDEX "links_sharer_member_id_b25b4bcd" ON "links_sharer" ("member_id");
CREATE INDEX "links_sharer_organisation_id_64ba1189" ON "links_sharer" ("organisation_id");
CREATE INDEX "link_sharer" ON "links_sharer" ("member_id", "link_id" DESC);
alter table "links_arrangement" enable row level security;
create policy tenant on "links_arrangement" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_arrangement" add constraint "links_arrangement_organisation_id_key" unique (organisation_id, id);
alter table "links_target" enable row level security;
create policy tenant on "links_target" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_target" add constraint "links_target_organisation_id_key" unique (organisation_id, id);
alter table "links_link" enable row level security;
create policy tenant on "links_link" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_link" add constraint "links_link_organisation_id_key" unique (organisation_id, id);
alter table "links_link" add constraint "links_link_keeper_id_same_organisation" foreign key (organisation_id, "keeper_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "links_link" add constraint "links_link_target_id_same_organisation" foreign key (organisation_id, "target_id") references "links_target" (organisation_id, id) deferrable initially deferred;
alter table "links_follow" enable row level security;
create policy tenant on "links_follow" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_follow" add constraint "links_follow_organisation_id_key" unique (organisation_id, id);
alter table "links_follow" add constraint "links_follow_link_id_same_organisation" foreign key (organisation_id, "link_id") references "links_link" (organisation_id, id) deferrable initially deferred;
alter table "links_conversion" enable row level security;
create policy tenant on "links_conversion" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_conversion" add constraint "links_conversion_organisation_id_key" unique (organisation_id, id);
alter table "links_conversion" add constraint "links_conversion_link_id_same_organisation" foreign key (organisation_id, "link_id") references "links_link" (organisation_id, id) deferrable initially deferred;
alter table "links_sharer" enable row level security;
create policy tenant on "links_sharer" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "links_sharer" add constraint "links_sharer_organisation_id_key" unique (organisation_id, id);
alter table "links_sharer" add constraint "links_sharer_link_id_same_organisation" foreign key (organisation_id, "link_id") references "links_link" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "links_sharer" add constraint "links_sharer_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "links_sharer" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_link_at(asked text, house text) returns table (link_id bigint, url text, is_told boolean, is_over boolean) language sql stable security definer set search_path = public, pg_temp as $liant$ select l.id, l.url, coalesce(a.is_told, false), l.ended_at is not null from links_link l left join links_arrangement a on a.organisation_id = l.organisation_id where l.code = asked and (house = '' or l.organisation_id = (select id from tenancy_organisation where slug = house)) $liant$;
create or replace function liant_count_follows(links bigint[], moments timestamptz[], kinds text[], counts integer[]) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ insert into links_follow (organisation_id, link_id, at, kind, count) select l.organisation_id, l.id, date_trunc('hour', f.moment, o.time_zone), f.kind, sum(f.count)::integer from unnest(links, moments, kinds, counts) as f(link, moment, kind, count) join links_link l on l.id = f.link join tenancy_organisation o on o.id = l.organisation_id group by 1, 2, 3, 4 order by 2, 3, 4 on conflict (link_id, at, kind) do update set count = links_follow.count + excluded.count $liant$;
create or replace function liant_shared_totals(about text, ids bigint[], first timestamptz, past timestamptz, fewest integer) returns table (about_id bigint, shares bigint, people bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select l.about_id, count(distinct l.id), coalesce(sum(f.count), 0)::bigint from links_link l join links_sharer s on s.link_id = l.id left join links_follow f on f.link_id = l.id and f.kind = 'person' and f.at >= first and f.at < past where l.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and l.purpose = 'share' and l.about_kind = about and l.about_id = any(ids) group by l.about_id having count(distinct s.member_id) >= greatest(fewest, 5) $liant$;
create or replace function liant_link_targets_due(moment timestamptz, most integer) returns table (organisation_id bigint, target_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select t.organisation_id, t.id from links_target t where t.next_look_at <= moment and exists (select 1 from links_link l where l.target_id = t.id and l.ended_at is null) order by t.next_look_at limit most $liant$;
CREATE TABLE "advocacy_offer" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(14) NOT NULL, "title" varchar(300) NOT NULL, "summary" text NOT NULL, "url" varchar(2000) NOT NULL, "language" varchar(10) NOT NULL, "author_name" varchar(200) NOT NULL, "source_kind" varchar(40) NOT NULL, "source_id" bigint NULL, "question" varchar(300) NOT NULL, "starts" varchar(300)[] NOT NULL, "is_about_us" boolean NOT NULL, "at" timestamp with time zone NULL, "offered_at" timestamp with time zone NOT NULL, "ends_at" timestamp with time zone NULL, "ended_at" timestamp with time zone NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "advocacy_share" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(300) NOT NULL, "network" varchar(40) NOT NULL, "language" varchar(10) NOT NULL, "text" text NOT NULL, "how" varchar(8) NOT NULL, "state" varchar(8) NOT NULL, "begun_at" timestamp with time zone NOT NULL, "done_at" timestamp with time zone NULL, "url" varchar(2000) NOT NULL, "problem" varchar(300) NOT NULL, "link_id" bigint NULL, "member_id" bigint NOT NULL, "offer_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "advocacy_outcome" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(6) NOT NULL, "who" varchar(200) NOT NULL, "words" varchar(1000) NOT NULL, "url" varchar(2000) NOT NULL, "at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "share_id" bigint NULL);
CREATE TABLE "advocacy_suggestion" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "made_at" timestamp with time zone NOT NULL, "reasons" jsonb NOT NULL, "chance" double precision NOT NULL, "is_explored" boolean NOT NULL, "told_at" timestamp with time zone NULL, "opened_at" timestamp with time zone NULL, "refused_at" timestamp with time zone NULL, "is_useful" boolean NULL, "member_id" bigint NOT NULL, "offer_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "advocacy_topic" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "is_over" boolean NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "advocacy_offer" ADD COLUMN "topic_id" bigint NULL;
CREATE TABLE "advocacy_consent" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "purpose" varchar(10) NOT NULL, "words" varchar(500) NOT NULL, "given_at" timestamp with time zone NOT NULL, "taken_back_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "advocacy_expert" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "joined_at" timestamp with time zone NOT NULL, "topics" bigint[] NOT NULL, "languages" varchar(10)[] NOT NULL, "networks" varchar(40)[] NOT NULL, "channels" varchar(4)[] NOT NULL, "days" smallint[] NOT NULL, "hour" time NOT NULL, "quiet_from" time NOT NULL, "quiet_until" time NOT NULL, "most_each_week" smallint NOT NULL CHECK ("most_each_week" >= 0), "wishes" jsonb NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "expert_once" UNIQUE ("member_id"));
CREATE TABLE "advocacy_invited" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "mailed_at" timestamp with time zone NULL, "by_id" bigint NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "invited_once" UNIQUE ("member_id"));
CREATE TABLE "advocacy_feedback" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "reason" varchar(12) NOT NULL, "words" varchar(500) NOT NULL, "week" date NOT NULL, "organisation_id" bigint NOT NULL, "offer_id" bigint NOT NULL);
CREATE TABLE "advocacy_programme" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "why" text NOT NULL, "state" varchar(10) NOT NULL, "disclosure" jsonb NOT NULL, "most_each_week" smallint NOT NULL CHECK ("most_each_week" >= 0), "is_rewarded" boolean NOT NULL, "is_approved" boolean NOT NULL, "opened_at" timestamp with time zone NULL, "join_code" varchar(16) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_programme_per_house" UNIQUE ("organisation_id"), CONSTRAINT "programme_state_is_known" CHECK ("state" IN ('prepared', 'open', 'resting', 'ended')));
CREATE INDEX "share_of" ON "advocacy_share" ("member_id", "begun_at" DESC, "id" DESC);
CREATE INDEX "share_offer" ON "advocacy_share" ("offer_id");
CREATE INDEX "share_link" ON "advocacy_share" ("link_id");
ALTER TABLE "advocacy_share" ADD CONSTRAINT "share_state_is_known" CHECK ("state" IN ('begun', 'leaving', 'unknown', 'refused', 'done', 'dropped'));
CREATE INDEX "outcome_of" ON "advocacy_outcome" ("member_id", "at" DESC, "id" DESC);
CREATE INDEX "outcome_share" ON "advocacy_outcome" ("share_id");
CREATE INDEX "suggestion_of" ON "advocacy_suggestion" ("member_id", "made_at" DESC);
CREATE INDEX "suggestion_offer" ON "advocacy_suggestion" ("offer_id");
ALTER TABLE "advocacy_suggestion" ADD CONSTRAINT "suggested_once" UNIQUE ("member_id", "offer_id");
ALTER TABLE "advocacy_topic" ADD CONSTRAINT "one_topic_of_offers_per_name" UNIQUE ("organisation_id", "name");
CREATE INDEX "offer_newest" ON "advocacy_offer" ("organisation_id", "offered_at" DESC, "id" DESC);
CREATE INDEX "offer_topic" ON "advocacy_offer" ("topic_id");
CREATE UNIQUE INDEX "one_offer_of_a_source" ON "advocacy_offer" ("organisation_id", "source_kind", "source_id", "language") WHERE NOT ("source_kind" = '');
ALTER TABLE "advocacy_offer" ADD CONSTRAINT "an_offer_has_one_source" CHECK ((("source_id" IS NULL OR NOT ("source_kind" = '')) AND 1 = (CASE WHEN "source_id" IS NULL THEN 1 ELSE 0 END + CASE WHEN NOT ("source_kind" = '') THEN 1 ELSE 0 END)));
ALTER TABLE "advocacy_offer" ADD CONSTRAINT "advocacy_offer_organisation_id_c23d87b3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_offer_author_id_5c28a80e" ON "advocacy_offer" ("author_id");
CREATE INDEX "advocacy_offer_organisation_id_c23d87b3" ON "advocacy_offer" ("organisation_id");
ALTER TABLE "advocacy_share" ADD CONSTRAINT "advocacy_share_organisation_id_a7a0fc3c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_share_link_id_8d3939a9" ON "advocacy_share" ("link_id");
CREATE INDEX "advocacy_share_member_id_589fb314" ON "advocacy_share" ("member_id");
CREATE INDEX "advocacy_share_offer_id_0f94fd68" ON "advocacy_share" ("offer_id");
CREATE INDEX "advocacy_share_organisation_id_a7a0fc3c" ON "advocacy_share" ("organisation_id");
ALTER TABLE "advocacy_outcome" ADD CONSTRAINT "advocacy_outcome_organisation_id_97738970_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_outcome_member_id_50558341" ON "advocacy_outcome" ("member_id");
CREATE INDEX "advocacy_outcome_organisation_id_97738970" ON "advocacy_outcome" ("organisation_id");
CREATE INDEX "advocacy_outcome_share_id_56fe9e99" ON "advocacy_outcome" ("share_id");
ALTER TABLE "advocacy_suggestion" ADD CONSTRAINT "advocacy_suggestion_organisation_id_21007294_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_suggestion_member_id_cb3b092f" ON "advocacy_suggestion" ("member_id");
CREATE INDEX "advocacy_suggestion_offer_id_1cbb654f" ON "advocacy_suggestion" ("offer_id");
CREATE INDEX "advocacy_suggestion_organisation_id_21007294" ON "advocacy_suggestion" ("organisation_id");
ALTER TABLE "advocacy_topic" ADD CONSTRAINT "advocacy_topic_organisation_id_f152146b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_topic_organisation_id_f152146b" ON "advocacy_topic" ("organisation_id");
CREATE INDEX "advocacy_offer_topic_id_f2812149" ON "advocacy_offer" ("topic_id");
ALTER TABLE "advocacy_consent" ADD CONSTRAINT "advocacy_consent_organisation_id_fa5761ce_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_consent_for_each_purpose" ON "advocacy_consent" ("member_id", "purpose") WHERE "taken_back_at" IS NULL;
CREATE INDEX "advocacy_consent_member_id_175e29b7" ON "advocacy_consent" ("member_id");
CREATE INDEX "advocacy_consent_organisation_id_fa5761ce" ON "advocacy_consent" ("organisation_id");
ALTER TABLE "advocacy_expert" ADD CONSTRAINT "advocacy_expert_organisation_id_ea8ece80_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_expert_member_id_3ea2b880" ON "advocacy_expert" ("member_id");
CREATE INDEX "advocacy_expert_organisation_id_ea8ece80" ON "advocacy_expert" ("organisation_id");
ALTER TABLE "advocacy_invited" ADD CONSTRAINT "advocacy_invited_organisation_id_d002d7d7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_invited_by_id_026a7947" ON "advocacy_invited" ("by_id");
CREATE INDEX "advocacy_invited_member_id_7e216af8" ON "advocacy_invited" ("member_id");
CREATE INDEX "advocacy_invited_organisation_id_d002d7d7" ON "advocacy_invited" ("organisation_id");
CREATE INDEX "invited_newest" ON "advocacy_invited" ("organisation_id", "at" DESC, "id" DESC);
ALTER TABLE "advocacy_feedback" ADD CONSTRAINT "advocacy_feedback_organisation_id_90695669_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_feedback_organisation_id_90695669" ON "advocacy_feedback" ("organisation_id");
CREATE INDEX "advocacy_feedback_offer_id_56be29d3" ON "advocacy_feedback" ("offer_id");
CREATE INDEX "feedback_offer" ON "advocacy_feedback" ("offer_id");
ALTER TABLE "advocacy_programme" ADD CONSTRAINT "advocacy_programme_organisation_id_2baab067_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_programme_organisation_id_2baab067" ON "advocacy_programme" ("organisation_id");
alter table "advocacy_programme" enable row level security;
create policy tenant on "advocacy_programme" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_programme" add constraint "advocacy_programme_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_topic" enable row level security;
create policy tenant on "advocacy_topic" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_topic" add constraint "advocacy_topic_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_offer" enable row level security;
create policy tenant on "advocacy_offer" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_offer" add constraint "advocacy_offer_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_offer" add constraint "advocacy_offer_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_offer" add constraint "advocacy_offer_topic_id_same_organisation" foreign key (organisation_id, "topic_id") references "advocacy_topic" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_invited" enable row level security;
create policy tenant on "advocacy_invited" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_invited" add constraint "advocacy_invited_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_invited" add constraint "advocacy_invited_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_invited" add constraint "advocacy_invited_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_feedback" enable row level security;
create policy tenant on "advocacy_feedback" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_feedback" add constraint "advocacy_feedback_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_feedback" add constraint "advocacy_feedback_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_expert" enable row level security;
create policy tenant on "advocacy_expert" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_expert" add constraint "advocacy_expert_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_expert" add constraint "advocacy_expert_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_consent" enable row level security;
create policy tenant on "advocacy_consent" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_consent" add constraint "advocacy_consent_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_consent" add constraint "advocacy_consent_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_suggestion" enable row level security;
create policy tenant on "advocacy_suggestion" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_suggestion" add constraint "advocacy_suggestion_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_suggestion" add constraint "advocacy_suggestion_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_suggestion" add constraint "advocacy_suggestion_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_share" enable row level security;
create policy tenant on "advocacy_share" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_share" add constraint "advocacy_share_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_share" add constraint "advocacy_share_link_id_same_organisation" foreign key (organisation_id, "link_id") references "links_link" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_share" add constraint "advocacy_share_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_share" add constraint "advocacy_share_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_outcome" enable row level security;
create policy tenant on "advocacy_outcome" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_outcome" add constraint "advocacy_outcome_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_outcome" add constraint "advocacy_outcome_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "advocacy_outcome" add constraint "advocacy_outcome_share_id_same_organisation" foreign key (organisation_id, "share_id") references "advocacy_share" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "advocacy_expert" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "advocacy_consent" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "advocacy_suggestion" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "advocacy_share" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "advocacy_outcome" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
ALTER TABLE "advocacy_expert" ADD COLUMN "chat" text DEFAULT '' NOT NULL;
ALTER TABLE "advocacy_expert" ALTER COLUMN "chat" DROP DEFAULT;
ALTER TABLE "advocacy_expert" ADD COLUMN "digested_at" timestamp with time zone NULL;
ALTER TABLE "advocacy_expert" ADD COLUMN "instance" varchar(253) DEFAULT '' NOT NULL;
ALTER TABLE "advocacy_expert" ALTER COLUMN "instance" DROP DEFAULT;
CREATE TABLE "advocacy_device" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "endpoint" varchar(1000) NOT NULL, "keys" jsonb NOT NULL, "added_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_device_once" UNIQUE ("member_id", "endpoint"));
CREATE TABLE "advocacy_proposal" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" text NOT NULL, "url" varchar(2000) NOT NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NOT NULL, "offer_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_call_is_answered_once" UNIQUE ("author_id", "offer_id"));
CREATE TABLE "advocacy_thanks" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "words" varchar(500) NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "offer_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "advocacy_wording" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "digest" varchar(64) NOT NULL, "offer_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_wording_once" UNIQUE ("offer_id", "digest"));
ALTER TABLE "advocacy_device" ADD CONSTRAINT "advocacy_device_organisation_id_1e6c3ce7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_device_member_id_a532cdc3" ON "advocacy_device" ("member_id");
CREATE INDEX "advocacy_device_organisation_id_1e6c3ce7" ON "advocacy_device" ("organisation_id");
ALTER TABLE "advocacy_proposal" ADD CONSTRAINT "advocacy_proposal_organisation_id_7f6c1f0a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_proposal_author_id_e8c4cefe" ON "advocacy_proposal" ("author_id");
CREATE INDEX "advocacy_proposal_offer_id_f83c2718" ON "advocacy_proposal" ("offer_id");
CREATE INDEX "advocacy_proposal_organisation_id_7f6c1f0a" ON "advocacy_proposal" ("organisation_id");
CREATE INDEX "proposal_offer" ON "advocacy_proposal" ("offer_id");
CREATE INDEX "proposal_author" ON "advocacy_proposal" ("author_id");
ALTER TABLE "advocacy_thanks" ADD CONSTRAINT "advocacy_thanks_organisation_id_0aea1400_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_thanks_by_id_2aff3107" ON "advocacy_thanks" ("by_id");
CREATE INDEX "advocacy_thanks_offer_id_6cb63b72" ON "advocacy_thanks" ("offer_id");
CREATE INDEX "advocacy_thanks_organisation_id_0aea1400" ON "advocacy_thanks" ("organisation_id");
CREATE INDEX "thanks_offer" ON "advocacy_thanks" ("offer_id", "at" DESC);
CREATE INDEX "thanks_by" ON "advocacy_thanks" ("by_id");
ALTER TABLE "advocacy_wording" ADD CONSTRAINT "advocacy_wording_organisation_id_5ef6dbb3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "advocacy_wording_offer_id_749f9f4d" ON "advocacy_wording" ("offer_id");
CREATE INDEX "advocacy_wording_organisation_id_5ef6dbb3" ON "advocacy_wording" ("organisation_id");
alter table "advocacy_proposal" enable row level security;
create policy tenant on "advocacy_proposal" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_proposal" add constraint "advocacy_proposal_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_proposal" add constraint "advocacy_proposal_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_proposal" add constraint "advocacy_proposal_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_thanks" enable row level security;
create policy tenant on "advocacy_thanks" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_thanks" add constraint "advocacy_thanks_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_thanks" add constraint "advocacy_thanks_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_thanks" add constraint "advocacy_thanks_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_wording" enable row level security;
create policy tenant on "advocacy_wording" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_wording" add constraint "advocacy_wording_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_wording" add constraint "advocacy_wording_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) deferrable initially deferred;
alter table "advocacy_device" enable row level security;
create policy tenant on "advocacy_device" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "advocacy_device" add constraint "advocacy_device_organisation_id_key" unique (organisation_id, id);
alter table "advocacy_device" add constraint "advocacy_device_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "advocacy_device" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
ALTER TABLE "advocacy_expert" ADD COLUMN "next_at" timestamp with time zone NULL;
ALTER TABLE "advocacy_expert" ADD COLUMN "tries" smallint DEFAULT 0 NOT NULL CHECK ("tries" >= 0);
ALTER TABLE "advocacy_expert" ALTER COLUMN "tries" DROP DEFAULT;
ALTER TABLE "advocacy_offer" ADD COLUMN "judged" integer DEFAULT 0 NOT NULL CHECK ("judged" >= 0);
ALTER TABLE "advocacy_offer" ALTER COLUMN "judged" DROP DEFAULT;
ALTER TABLE "advocacy_offer" ADD COLUMN "useful" integer DEFAULT 0 NOT NULL CHECK ("useful" >= 0);
ALTER TABLE "advocacy_offer" ALTER COLUMN "useful" DROP DEFAULT;
ALTER TABLE "advocacy_offer" ADD COLUMN "shown" integer DEFAULT 0 NOT NULL CHECK ("shown" >= 0);
ALTER TABLE "advocacy_offer" ALTER COLUMN "shown" DROP DEFAULT;
ALTER TABLE "advocacy_programme" ADD COLUMN "fresh_days" smallint DEFAULT 60 NOT NULL CHECK ("fresh_days" >= 0);
ALTER TABLE "advocacy_programme" ALTER COLUMN "fresh_days" DROP DEFAULT;
ALTER TABLE "advocacy_suggestion" ADD COLUMN "is_best" boolean DEFAULT true NOT NULL;
ALTER TABLE "advocacy_suggestion" ALTER COLUMN "is_best" DROP DEFAULT;
ALTER TABLE "advocacy_suggestion" ADD COLUMN "eligible" integer DEFAULT 0 NOT NULL CHECK ("eligible" >= 0);
ALTER TABLE "advocacy_suggestion" ALTER COLUMN "eligible" DROP DEFAULT;
update advocacy_offer set ends_at = coalesce(at, offered_at + interval '60 days') where ends_at is null; update advocacy_expert set next_at = now() where channels <> '{}';
ALTER TABLE "advocacy_offer" ALTER COLUMN "ends_at" SET NOT NULL;
CREATE INDEX "expert_due" ON "advocacy_expert" ("organisation_id", "next_at") WHERE "next_at" IS NOT NULL;
create or replace function liant_experts_to_suggest() returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select e.id from advocacy_expert e join accounts_member m on m.id = e.member_id and m.is_active where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and exists (select 1 from advocacy_consent c where c.member_id = e.member_id and c.purpose = 'suggest' and c.taken_back_at is null) order by e.id $liant$;
create or replace function liant_what_experts_want(ids bigint[], moment timestamptz) returns table (expert_id bigint, topics bigint[], languages text[], networks text[], kinds text[], most integer, known bigint[], liked text, left_alone text) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with mine as materialized (
        select e.id as expert_id, s.* from advocacy_expert e cross join lateral (
    select s.offer_id, s.made_at, s.opened_at, s.refused_at, s.is_useful, o.topic_id, o.kind, o.ended_at is null and o.offered_at <= moment and o.ends_at > moment as is_open,
        coalesce('m' || o.author_id, 'n' || nullif(o.author_name, '')) as author, exists (select 1 from advocacy_share h where h.member_id = e.member_id
        and h.offer_id = s.offer_id and h.state = 'done') as is_shared
    from advocacy_suggestion s join advocacy_offer o on o.id = s.offer_id where s.member_id = e.member_id
) s
        where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.id = any(ids)
    ), known as (
        select expert_id, array_agg(offer_id) as known from (
            select expert_id, offer_id from mine where is_open
            union select e.id, o.id from advocacy_expert e join advocacy_share h on h.member_id = e.member_id
                join advocacy_offer o on o.id = h.offer_id
                where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.id = any(ids) and o.ended_at is null and o.offered_at <= moment and o.ends_at > moment
            union select e.id, o.id from advocacy_expert e join advocacy_offer o on o.author_id = e.member_id
                where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.id = any(ids) and o.ended_at is null and o.offered_at <= moment and o.ends_at > moment) a group by expert_id
    ), counts as (
        select expert_id, greatest(
            count(*) filter (where made_at > moment - interval '7 days'),
            count(*) filter (where made_at > moment - interval '21 days' and refused_at is null and is_open
                             and not is_shared)) as had
        from mine group by expert_id
    ), liked as (
        select expert_id, jsonb_object_agg(author, worth) as liked from (
            select expert_id, author, avg((coalesce(is_useful, false) and refused_at is null)::int) as worth from mine
            where author is not null and (is_useful is not null or refused_at is not null)
                and made_at > moment - interval '180 days'
            group by expert_id, author) w where worth > 0 group by expert_id
    ), left_alone as (
        select expert_id, jsonb_agg(jsonb_build_array(coalesce(topic_id, 0), kind, often)) as left_alone from (
            select expert_id, topic_id, kind, count(*) as often from mine
            where made_at > moment - interval '60 days' and (refused_at is not null
                or opened_at is null and made_at < moment - interval '7 days')
            group by expert_id, topic_id, kind) l group by expert_id
    )
    select e.id, e.topics, e.languages::text[], e.networks::text[],
        array(select jsonb_array_elements_text(coalesce(e.wishes -> 'kinds', '[]'))),
        (e.most_each_week - coalesce(c.had, 0))::integer,
        coalesce(a.known, '{}'),
        coalesce(k.liked, '{}')::text, coalesce(l.left_alone, '[]')::text
    from advocacy_expert e left join known a on a.expert_id = e.id left join counts c on c.expert_id = e.id left join liked k on k.expert_id = e.id
        left join left_alone l on l.expert_id = e.id
    where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.id = any(ids) and exists (select 1 from advocacy_consent c where c.member_id = e.member_id and c.purpose = 'suggest' and c.taken_back_at is null) order by e.id
 $liant$;
create or replace function liant_suggest(places text, moment timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with made as (
        insert into advocacy_suggestion (organisation_id, member_id, offer_id, made_at, reasons, chance, is_explored, is_best,
            eligible)
        select e.organisation_id, e.member_id, o.id, moment, n.reasons, n.chance, n.is_explored, n.is_best, n.eligible
        from rows from (jsonb_to_recordset(places::jsonb) as (taker bigint, offer bigint, reasons jsonb, chance float8,
            is_explored boolean, is_best boolean, eligible integer))
            with ordinality n(expert, offer, reasons, chance, is_explored, is_best, eligible, place)
        join advocacy_expert e on e.id = n.expert and e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint
        join advocacy_offer o on o.id = n.offer and o.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint
        where exists (select 1 from advocacy_consent c where c.member_id = e.member_id and c.purpose = 'suggest' and c.taken_back_at is null) order by n.place on conflict do nothing returning 1)
    select count(*) from made
 $liant$;
create or replace function liant_weigh_offers(moment timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with told as (
        select s.offer_id, count(*) filter (where s.made_at > moment - interval '28 days') as shown,
            count(*) filter (where c.id is not null and (s.is_useful is not null or s.refused_at is not null)) as judged,
            count(*) filter (where c.id is not null and s.is_useful and s.refused_at is null) as useful
        from advocacy_offer o join advocacy_suggestion s on s.offer_id = o.id
            left join advocacy_consent c on c.member_id = s.member_id and c.purpose = 'count' and c.taken_back_at is null
        where o.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and o.ended_at is null and o.offered_at <= moment and o.ends_at > moment group by s.offer_id
    ), changed as (
        update advocacy_offer o set judged = case when t.judged < 5 then 0 else t.judged end,
            useful = case when t.judged < 5 then 0 else t.useful end, shown = case when t.shown < 5 then 0 else t.shown end
        from told t where o.id = t.offer_id returning 1)
    select count(*) from changed
 $liant$;
create or replace function liant_houses_to_tell(moment timestamptz) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select p.organisation_id from advocacy_programme p where p.state = 'open' and exists (select 1 from advocacy_expert e where e.organisation_id = p.organisation_id and e.next_at <= moment) $liant$;
create or replace function liant_experts_to_tell(moment timestamptz, most integer) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select e.member_id from advocacy_expert e join accounts_member m on m.id = e.member_id and m.is_active join advocacy_programme p on p.organisation_id = e.organisation_id and p.state = 'open' where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.next_at <= moment order by e.next_at limit most $liant$;
create or replace function liant_whom_experts_are_close_to(ids bigint[], moment timestamptz) returns table (expert_id bigint, close text) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with authors as materialized (
        select distinct o.author_id from advocacy_offer o where o.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and o.author_id is not null and o.ended_at is null and o.offered_at <= moment and o.ends_at > moment
    )
    select e.id, coalesce(jsonb_object_agg('m' || t.other_id, t.quarters) filter (where t.quarters > 0 and a.author_id is not null),
        '{}')::text
    from advocacy_expert e cross join lateral liant_closeness_of(e.member_id) t left join authors a on a.author_id = t.other_id
    where e.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and e.id = any(ids) group by e.id order by e.id
 $liant$;
create or replace function liant_authors_with_ties(moment timestamptz) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select a.author_id from (select distinct o.author_id from advocacy_offer o where o.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and o.author_id is not null and o.ended_at is null and o.offered_at <= moment and o.ends_at > moment) a where liant_has_ties(a.author_id) order by 1 $liant$;
create or replace function liant_unsay_closeness(who bigint, as_author boolean) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    update advocacy_suggestion s set reasons = coalesce((select jsonb_agg(r.one order by r.place)
        from jsonb_array_elements(s.reasons) with ordinality r(one, place) where r.one ->> 'why' <> 'closeness'), '[]')
    where s.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and s.reasons @> '[{"why": "closeness"}]' and (s.member_id = who
        or as_author and exists (select 1 from advocacy_offer o where o.id = s.offer_id and o.author_id = who))
 $liant$;
insert into chat_place (organisation_id, member_id, address) select organisation_id, member_id, chat from advocacy_expert where chat <> '' on conflict do nothing;
ALTER TABLE "advocacy_expert" DROP COLUMN "chat" CASCADE;
CREATE TABLE "alerts_place" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "address" text NOT NULL, "shown" varchar(120) NOT NULL, "kinds" varchar(30)[] NOT NULL, "language" varchar(10) NOT NULL, "quiet_from" smallint NULL CHECK ("quiet_from" >= 0), "quiet_until" smallint NULL CHECK ("quiet_until" >= 0), "most_a_day" smallint NOT NULL CHECK ("most_a_day" >= 0), "is_on" boolean NOT NULL, "told_since" timestamp with time zone NOT NULL, "last_sent_at" timestamp with time zone NULL, "last_problem" varchar(300) NOT NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_place_is_told_something" CHECK (CASE WHEN "kinds" IS NULL THEN NULL ELSE coalesce(array_length("kinds", 1), 0) END > 0), CONSTRAINT "place_quiet_hours" CHECK ((("quiet_from" IS NULL AND "quiet_until" IS NULL) OR ("quiet_from" < 24 AND "quiet_until" < 24))));
CREATE TABLE "alerts_alert" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(160) NOT NULL, "title" varchar(200) NOT NULL, "words" text NOT NULL, "url" varchar(400) NOT NULL, "happened_at" timestamp with time zone NOT NULL, "noted_at" timestamp with time zone NOT NULL, "state" varchar(10) NOT NULL, "attempts" smallint NOT NULL CHECK ("attempts" >= 0), "next_at" timestamp with time zone NULL, "settled_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "place_id" bigint NOT NULL, CONSTRAINT "each_fact_once_per_place" UNIQUE ("place_id", "key"), CONSTRAINT "alert_state_is_known" CHECK ("state" IN ('waiting', 'sent', 'failed', 'held_back')));
ALTER TABLE "alerts_place" ADD CONSTRAINT "alerts_place_organisation_id_168f638d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "alerts_place_made_by_id_6c780997" ON "alerts_place" ("made_by_id");
CREATE INDEX "alerts_place_organisation_id_168f638d" ON "alerts_place" ("organisation_id");
ALTER TABLE "alerts_alert" ADD CONSTRAINT "alerts_alert_organisation_id_fae279f8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "alerts_alert_organisation_id_fae279f8" ON "alerts_alert" ("organisation_id");
CREATE INDEX "alerts_alert_place_id_04c6902f" ON "alerts_alert" ("place_id");
CREATE INDEX "alert_due" ON "alerts_alert" ("next_at") WHERE "state" = 'waiting';
CREATE INDEX "alert_newest" ON "alerts_alert" ("place_id", "id" DESC);
CREATE INDEX "alert_sent" ON "alerts_alert" ("place_id", "settled_at" DESC) WHERE "state" = 'sent';
alter table "alerts_place" enable row level security;
create policy tenant on "alerts_place" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "alerts_place" add constraint "alerts_place_organisation_id_key" unique (organisation_id, id);
alter table "alerts_place" add constraint "alerts_place_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "alerts_alert" enable row level security;
create policy tenant on "alerts_alert" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "alerts_alert" add constraint "alerts_alert_organisation_id_key" unique (organisation_id, id);
alter table "alerts_alert" add constraint "alerts_alert_place_id_same_organisation" foreign key (organisation_id, "place_id") references "alerts_place" (organisation_id, id) deferrable initially deferred;
create or replace function liant_alerting_organisations() returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select distinct organisation_id from alerts_place where is_on union select distinct organisation_id from alerts_alert where state = 'waiting' and next_at <= now() $liant$;
create or replace function liant_search_people(words text, most integer) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with asked as (
        select to_tsquery('simple', string_agg(quote_literal(word) || ':*', ' & ')) as in_name,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
        from regexp_split_to_table(liant_fold(words), '[^[:alnum:]]+') as word where word <> ''
    )
    select p.id from people_person p, asked
    where p.organisation_id = asked.organisation and p.search @@ asked.in_name order by p.id desc limit most
 $liant$;
CREATE TABLE "community_comment" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" text NOT NULL, "at" timestamp with time zone NOT NULL, "edited_at" timestamp with time zone NULL, "withdrawn_at" timestamp with time zone NULL, "hidden_at" timestamp with time zone NULL, "hidden_reason" varchar(500) NOT NULL, "author_id" bigint NULL, "hidden_by_id" bigint NULL, "organisation_id" bigint NOT NULL, "parent_id" bigint NULL);
CREATE TABLE "community_post" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" text NOT NULL, "at" timestamp with time zone NOT NULL, "edited_at" timestamp with time zone NULL, "withdrawn_at" timestamp with time zone NULL, "hidden_at" timestamp with time zone NULL, "hidden_reason" varchar(500) NOT NULL, "kind" varchar(8) NOT NULL, "title" varchar(160) NOT NULL, "week" date NULL, "pinned_at" timestamp with time zone NULL, "author_id" bigint NULL, "hidden_by_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "community_picture" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "content" bytea NOT NULL, "media_type" varchar(30) NOT NULL, "width" integer NOT NULL CHECK ("width" >= 0), "height" integer NOT NULL CHECK ("height" >= 0), "alt" varchar(500) NOT NULL, "added_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "post_id" bigint NOT NULL);
ALTER TABLE "community_comment" ADD COLUMN "post_id" bigint NOT NULL;
CREATE TABLE "community_reaction" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(6) NOT NULL, "at" timestamp with time zone NOT NULL, "comment_id" bigint NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "post_id" bigint NOT NULL);
ALTER TABLE "community_comment" ADD CONSTRAINT "community_comment_organisation_id_70e9ee53_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_comment_author_id_51c65c2a" ON "community_comment" ("author_id");
CREATE INDEX "community_comment_hidden_by_id_302f2019" ON "community_comment" ("hidden_by_id");
CREATE INDEX "community_comment_organisation_id_70e9ee53" ON "community_comment" ("organisation_id");
CREATE INDEX "community_comment_parent_id_2fd9f894" ON "community_comment" ("parent_id");
ALTER TABLE "community_post" ADD CONSTRAINT "community_post_organisation_id_69cdd1b1_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_post_author_id_a6c5f564" ON "community_post" ("author_id");
CREATE INDEX "community_post_hidden_by_id_cf5aaefc" ON "community_post" ("hidden_by_id");
CREATE INDEX "community_post_organisation_id_69cdd1b1" ON "community_post" ("organisation_id");
ALTER TABLE "community_picture" ADD CONSTRAINT "community_picture_organisation_id_f7bf27aa_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_picture_organisation_id_f7bf27aa" ON "community_picture" ("organisation_id");
CREATE INDEX "community_picture_post_id_6b8e6ca8" ON "community_picture" ("post_id");
CREATE INDEX "community_comment_post_id_12b521a8" ON "community_comment" ("post_id");
ALTER TABLE "community_reaction" ADD CONSTRAINT "community_reaction_organisation_id_68277602_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_reaction_comment_id_0cf07d59" ON "community_reaction" ("comment_id");
CREATE INDEX "community_reaction_member_id_64da21b3" ON "community_reaction" ("member_id");
CREATE INDEX "community_reaction_organisation_id_68277602" ON "community_reaction" ("organisation_id");
CREATE INDEX "community_reaction_post_id_d280acb9" ON "community_reaction" ("post_id");
CREATE TABLE "community_notice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(8) NOT NULL, "subject" varchar(200) NOT NULL, "url_name" varchar(60) NOT NULL, "url_values" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "seen_at" timestamp with time zone NULL, "is_to_mail" boolean NOT NULL, "by_id" bigint NULL, "comment_id" bigint NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "post_id" bigint NULL);
CREATE TABLE "community_flag" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "reason" varchar(500) NOT NULL, "at" timestamp with time zone NOT NULL, "settled_at" timestamp with time zone NULL, "outcome" varchar(500) NOT NULL, "comment_id" bigint NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "settled_by_id" bigint NULL, "post_id" bigint NOT NULL);
CREATE TABLE "community_arrangement" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "has_posts" boolean NOT NULL, "has_showing" boolean NOT NULL, "has_handbook" boolean NOT NULL, "rules" text NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_arrangement_per_house" UNIQUE ("organisation_id"));
CREATE TABLE "community_choice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "mentions" varchar(4) NOT NULL, "answers" varchar(4) NOT NULL, "reactions" varchar(4) NOT NULL, "posts" varchar(4) NOT NULL, "pages" varchar(4) NOT NULL, "digest" varchar(6) NOT NULL, "hour" smallint NOT NULL CHECK ("hour" >= 0), "weekday" smallint NOT NULL CHECK ("weekday" >= 0), "quiet_from" smallint NULL CHECK ("quiet_from" >= 0), "quiet_until" smallint NULL CHECK ("quiet_until" >= 0), "next_at" timestamp with time zone NULL, "told_until" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_choice_per_member" UNIQUE ("member_id"), CONSTRAINT "choice_hours_and_weekday" CHECK (("hour" < 24 AND "weekday" < 7 AND "quiet_from" < 24 AND "quiet_until" < 24)), CONSTRAINT "quiet_begins_and_ends" CHECK ((("quiet_from" IS NULL AND "quiet_until" IS NULL) OR ("quiet_from" IS NOT NULL AND "quiet_until" IS NOT NULL AND NOT ("quiet_from" = ("quiet_until") AND "quiet_from" IS NOT NULL AND "quiet_until" IS NOT NULL)))), CONSTRAINT "a_digest_has_its_hour" CHECK (("digest" = 'never' OR "next_at" IS NOT NULL)));
CREATE TABLE "community_consent" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "given_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_consent_per_member" UNIQUE ("member_id"));
CREATE TABLE "community_feed" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_feed_per_member" UNIQUE ("member_id"));
ALTER TABLE "community_notice" ADD CONSTRAINT "community_notice_organisation_id_790c8ca7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_notice_by_id_f2e51289" ON "community_notice" ("by_id");
CREATE INDEX "community_notice_comment_id_1b9ee5fb" ON "community_notice" ("comment_id");
CREATE INDEX "community_notice_member_id_b4f8a60c" ON "community_notice" ("member_id");
CREATE INDEX "community_notice_organisation_id_790c8ca7" ON "community_notice" ("organisation_id");
CREATE INDEX "community_notice_post_id_d2d4205a" ON "community_notice" ("post_id");
ALTER TABLE "community_flag" ADD CONSTRAINT "community_flag_organisation_id_578fb7ca_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_flag_comment_id_c95406ee" ON "community_flag" ("comment_id");
CREATE INDEX "community_flag_member_id_a7bbf402" ON "community_flag" ("member_id");
CREATE INDEX "community_flag_organisation_id_578fb7ca" ON "community_flag" ("organisation_id");
CREATE INDEX "community_flag_settled_by_id_c06f8b3c" ON "community_flag" ("settled_by_id");
CREATE INDEX "community_flag_post_id_7d34e7bb" ON "community_flag" ("post_id");
ALTER TABLE "community_arrangement" ADD CONSTRAINT "community_arrangemen_organisation_id_f1cc2639_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_arrangement_organisation_id_f1cc2639" ON "community_arrangement" ("organisation_id");
ALTER TABLE "community_choice" ADD CONSTRAINT "community_choice_organisation_id_6862b71c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_choice_member_id_02ced54e" ON "community_choice" ("member_id");
CREATE INDEX "community_choice_organisation_id_6862b71c" ON "community_choice" ("organisation_id");
CREATE INDEX "digest_due" ON "community_choice" ("next_at") WHERE NOT ("digest" = 'never');
ALTER TABLE "community_consent" ADD CONSTRAINT "community_consent_organisation_id_3f4b0c89_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_consent_member_id_b08a5005" ON "community_consent" ("member_id");
CREATE INDEX "community_consent_organisation_id_3f4b0c89" ON "community_consent" ("organisation_id");
ALTER TABLE "community_feed" ADD CONSTRAINT "community_feed_organisation_id_1979a056_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "community_feed_token_hash_35793fcb_like" ON "community_feed" ("token_hash" varchar_pattern_ops);
CREATE INDEX "community_feed_member_id_4d046235" ON "community_feed" ("member_id");
CREATE INDEX "community_feed_organisation_id_1979a056" ON "community_feed" ("organisation_id");
CREATE INDEX "post_newest" ON "community_post" ("organisation_id", "at" DESC, "id" DESC);
CREATE INDEX "post_newest_of_kind" ON "community_post" ("organisation_id", "kind", "at" DESC, "id" DESC);
CREATE INDEX "post_newest_of_author" ON "community_post" ("author_id", "at" DESC, "id" DESC);
CREATE INDEX "post_of_week" ON "community_post" ("organisation_id", "week", "at") WHERE "week" IS NOT NULL;
CREATE INDEX "post_pinned" ON "community_post" ("organisation_id") WHERE "pinned_at" IS NOT NULL;
ALTER TABLE "community_post" ADD CONSTRAINT "what_was_made_has_a_week" CHECK ((("kind" = 'made' OR "week" IS NULL) AND 1 = (CASE WHEN "kind" = 'made' THEN 1 ELSE 0 END + CASE WHEN "week" IS NULL THEN 1 ELSE 0 END)));
ALTER TABLE "community_post" ADD CONSTRAINT "a_hidden_post_says_why" CHECK (("hidden_at" IS NULL OR NOT ("hidden_reason" = '')));
ALTER TABLE "community_picture" ADD CONSTRAINT "a_picture_says_what_it_shows" CHECK (NOT ("alt" = ''));
CREATE INDEX "notice_unseen" ON "community_notice" ("member_id", "at" DESC, "id" DESC) WHERE "seen_at" IS NULL;
CREATE INDEX "notice_to_mail" ON "community_notice" ("member_id") WHERE "is_to_mail";
CREATE INDEX "flag_open" ON "community_flag" ("organisation_id", "at") WHERE "settled_at" IS NULL;
CREATE INDEX "comment_of_post" ON "community_comment" ("post_id", "at", "id");
ALTER TABLE "community_comment" ADD CONSTRAINT "a_hidden_comment_says_why" CHECK (("hidden_at" IS NULL OR NOT ("hidden_reason" = '')));
ALTER TABLE "community_reaction" ADD CONSTRAINT "each_reaction_once" UNIQUE NULLS NOT DISTINCT ("post_id", "comment_id", "member_id", "kind");
alter table "community_arrangement" enable row level security;
create policy tenant on "community_arrangement" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_arrangement" add constraint "community_arrangement_organisation_id_key" unique (organisation_id, id);
alter table "community_post" enable row level security;
create policy tenant on "community_post" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_post" add constraint "community_post_organisation_id_key" unique (organisation_id, id);
alter table "community_post" add constraint "community_post_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_post" add constraint "community_post_hidden_by_id_same_organisation" foreign key (organisation_id, "hidden_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_comment" enable row level security;
create policy tenant on "community_comment" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_comment" add constraint "community_comment_organisation_id_key" unique (organisation_id, id);
alter table "community_comment" add constraint "community_comment_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_comment" add constraint "community_comment_hidden_by_id_same_organisation" foreign key (organisation_id, "hidden_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_comment" add constraint "community_comment_parent_id_same_organisation" foreign key (organisation_id, "parent_id") references "community_comment" (organisation_id, id) deferrable initially deferred;
alter table "community_comment" add constraint "community_comment_post_id_same_organisation" foreign key (organisation_id, "post_id") references "community_post" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "community_post" ADD COLUMN "answer_id" bigint NULL;
ALTER TABLE "community_post" ADD CONSTRAINT "a_question_is_answered" CHECK (("kind" = 'question' OR "answer_id" IS NULL));
alter table community_post add constraint community_post_answer_id_same_organisation foreign key (organisation_id, answer_id) references community_comment (organisation_id, id) deferrable initially deferred;
alter table "community_reaction" enable row level security;
create policy tenant on "community_reaction" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_reaction" add constraint "community_reaction_organisation_id_key" unique (organisation_id, id);
alter table "community_reaction" add constraint "community_reaction_comment_id_same_organisation" foreign key (organisation_id, "comment_id") references "community_comment" (organisation_id, id) deferrable initially deferred;
alter table "community_reaction" add constraint "community_reaction_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_reaction" add constraint "community_reaction_post_id_same_organisation" foreign key (organisation_id, "post_id") references "community_post" (organisation_id, id) deferrable initially deferred;
alter table "community_picture" enable row level security;
create policy tenant on "community_picture" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_picture" add constraint "community_picture_organisation_id_key" unique (organisation_id, id);
alter table "community_picture" add constraint "community_picture_post_id_same_organisation" foreign key (organisation_id, "post_id") references "community_post" (organisation_id, id) deferrable initially deferred;
alter table "community_flag" enable row level security;
create policy tenant on "community_flag" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_flag" add constraint "community_flag_organisation_id_key" unique (organisation_id, id);
alter table "community_flag" add constraint "community_flag_comment_id_same_organisation" foreign key (organisation_id, "comment_id") references "community_comment" (organisation_id, id) deferrable initially deferred;
alter table "community_flag" add constraint "community_flag_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_flag" add constraint "community_flag_settled_by_id_same_organisation" foreign key (organisation_id, "settled_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_flag" add constraint "community_flag_post_id_same_organisation" foreign key (organisation_id, "post_id") references "community_post" (organisation_id, id) deferrable initially deferred;
alter table "community_choice" enable row level security;
create policy tenant on "community_choice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_choice" add constraint "community_choice_organisation_id_key" unique (organisation_id, id);
alter table "community_choice" add constraint "community_choice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_notice" enable row level security;
create policy tenant on "community_notice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_notice" add constraint "community_notice_organisation_id_key" unique (organisation_id, id);
alter table "community_notice" add constraint "community_notice_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_notice" add constraint "community_notice_comment_id_same_organisation" foreign key (organisation_id, "comment_id") references "community_comment" (organisation_id, id) deferrable initially deferred;
alter table "community_notice" add constraint "community_notice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_notice" add constraint "community_notice_post_id_same_organisation" foreign key (organisation_id, "post_id") references "community_post" (organisation_id, id) deferrable initially deferred;
alter table "community_feed" enable row level security;
create policy tenant on "community_feed" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_feed" add constraint "community_feed_organisation_id_key" unique (organisation_id, id);
alter table "community_feed" add constraint "community_feed_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "community_consent" enable row level security;
create policy tenant on "community_consent" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "community_consent" add constraint "community_consent_organisation_id_key" unique (organisation_id, id);
alter table "community_consent" add constraint "community_consent_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table community_post add column search tsvector generated always as (to_tsvector('french', liant_fold(title || ' ' || text)) || to_tsvector('english', liant_fold(title || ' ' || text))) stored; create index community_post_search on community_post using gin (search) with (fastupdate = off); alter table community_comment add column search tsvector generated always as (to_tsvector('french', liant_fold(text)) || to_tsvector('english', liant_fold(text))) stored; create index community_comment_search on community_comment using gin (search) with (fastupdate = off);
create or replace function liant_search_posts(words text, most integer) returns table (post_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    (select p.id from community_post p, asked
     where p.search @@ asked.in_text and p.organisation_id = asked.organisation order by p.id desc limit most)
    union
    (select c.post_id from community_comment c, asked
     where c.search @@ asked.in_text and c.organisation_id = asked.organisation
       and c.hidden_at is null and c.withdrawn_at is null order by c.id desc limit most)
 $liant$;
create or replace function liant_community_digests_due(moment timestamptz, most integer) returns table (organisation_id bigint, choice_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from community_choice where digest <> 'never' and next_at <= moment order by next_at limit most $liant$;
create or replace function liant_community_feed(hash text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from community_feed where token_hash = hash $liant$;
CREATE INDEX "community_post_answer_id_70269abf" ON "community_post" ("answer_id");
ALTER TABLE "community_consent" ADD COLUMN "letters_at" timestamp with time zone NULL;
create or replace function liant_agreed_before(who bigint, moment timestamptz) returns boolean language sql stable  as $liant$ select exists (select 1 from community_consent c join accounts_member m on m.id = c.member_id and m.is_active where c.member_id = who and c.given_at <= moment) $liant$;
CREATE TABLE "animation_habit" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(120) NOT NULL, "kind" varchar(8) NOT NULL, "times" smallint NOT NULL CHECK ("times" >= 0), "minutes" smallint NOT NULL CHECK ("minutes" >= 0), "has_managers" boolean NOT NULL, "is_over" boolean NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_habit_per_title" UNIQUE ("organisation_id", "title"), CONSTRAINT "a_habit_comes_one_to_thirteen_times" CHECK ("times" BETWEEN 1 AND 13));
CREATE TABLE "animation_meeting" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(120) NOT NULL, "kind" varchar(8) NOT NULL, "starts_at" timestamp with time zone NOT NULL, "minutes" smallint NOT NULL CHECK ("minutes" >= 0), "place" varchar(200) NOT NULL, "url" varchar(500) NOT NULL, "has_managers" boolean NOT NULL, "state" varchar(9) NOT NULL, "there" smallint NULL CHECK ("there" >= 0), "remote" smallint NULL CHECK ("remote" >= 0), "why" varchar(200) NOT NULL, "by_id" bigint NULL, "habit_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_meeting_is_somewhere" CHECK ((NOT ("place" = '') OR NOT ("url" = ''))));
CREATE TABLE "animation_presence" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_remote" boolean NOT NULL, "noted_at" timestamp with time zone NOT NULL, "meeting_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "present_once" UNIQUE ("member_id", "meeting_id"));
CREATE TABLE "animation_asked" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "what" varchar(300) NOT NULL, "url" varchar(2000) NOT NULL, "at" timestamp with time zone NOT NULL, "followed" varchar(8) NOT NULL, "asker_id" bigint NULL, "interaction_id" bigint NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "animation_charge" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "since" date NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_charge_once" UNIQUE ("kind", "member_id"));
CREATE TABLE "animation_feed" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_meetings_feed_each" UNIQUE ("member_id"));
ALTER TABLE "animation_habit" ADD CONSTRAINT "animation_habit_organisation_id_f4701afc_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_habit_organisation_id_f4701afc" ON "animation_habit" ("organisation_id");
ALTER TABLE "animation_meeting" ADD CONSTRAINT "animation_meeting_organisation_id_e13e8361_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_meeting_by_id_638180ef" ON "animation_meeting" ("by_id");
CREATE INDEX "animation_meeting_habit_id_7c32da78" ON "animation_meeting" ("habit_id");
CREATE INDEX "animation_meeting_organisation_id_e13e8361" ON "animation_meeting" ("organisation_id");
CREATE INDEX "meeting_days" ON "animation_meeting" ("organisation_id", "starts_at");
CREATE INDEX "meeting_habit" ON "animation_meeting" ("habit_id");
ALTER TABLE "animation_presence" ADD CONSTRAINT "animation_presence_organisation_id_914dc4a7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_presence_meeting_id_e89a3d2c" ON "animation_presence" ("meeting_id");
CREATE INDEX "animation_presence_member_id_5e9daafd" ON "animation_presence" ("member_id");
CREATE INDEX "animation_presence_organisation_id_914dc4a7" ON "animation_presence" ("organisation_id");
ALTER TABLE "animation_asked" ADD CONSTRAINT "animation_asked_organisation_id_fdf6675d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_asked_asker_id_df5ee48c" ON "animation_asked" ("asker_id");
CREATE INDEX "animation_asked_interaction_id_8651c16c" ON "animation_asked" ("interaction_id");
CREATE INDEX "animation_asked_member_id_cab1043b" ON "animation_asked" ("member_id");
CREATE INDEX "animation_asked_organisation_id_fdf6675d" ON "animation_asked" ("organisation_id");
CREATE INDEX "asked_of" ON "animation_asked" ("member_id", "at" DESC, "id" DESC);
CREATE INDEX "asked_by" ON "animation_asked" ("asker_id");
CREATE INDEX "asked_interaction" ON "animation_asked" ("interaction_id");
ALTER TABLE "animation_charge" ADD CONSTRAINT "animation_charge_organisation_id_bf109872_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_charge_member_id_d85575c1" ON "animation_charge" ("member_id");
CREATE INDEX "animation_charge_organisation_id_bf109872" ON "animation_charge" ("organisation_id");
ALTER TABLE "animation_feed" ADD CONSTRAINT "animation_feed_organisation_id_a6658347_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "animation_feed_token_hash_6ac7051e_like" ON "animation_feed" ("token_hash" varchar_pattern_ops);
CREATE INDEX "animation_feed_member_id_8e019b38" ON "animation_feed" ("member_id");
CREATE INDEX "animation_feed_organisation_id_a6658347" ON "animation_feed" ("organisation_id");
alter table "animation_habit" enable row level security;
create policy tenant on "animation_habit" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_habit" add constraint "animation_habit_organisation_id_key" unique (organisation_id, id);
alter table "animation_meeting" enable row level security;
create policy tenant on "animation_meeting" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_meeting" add constraint "animation_meeting_organisation_id_key" unique (organisation_id, id);
alter table "animation_meeting" add constraint "animation_meeting_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "animation_meeting" add constraint "animation_meeting_habit_id_same_organisation" foreign key (organisation_id, "habit_id") references "animation_habit" (organisation_id, id) deferrable initially deferred;
alter table "animation_charge" enable row level security;
create policy tenant on "animation_charge" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_charge" add constraint "animation_charge_organisation_id_key" unique (organisation_id, id);
alter table "animation_charge" add constraint "animation_charge_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "animation_feed" enable row level security;
create policy tenant on "animation_feed" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_feed" add constraint "animation_feed_organisation_id_key" unique (organisation_id, id);
alter table "animation_feed" add constraint "animation_feed_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "animation_presence" enable row level security;
create policy tenant on "animation_presence" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_presence" add constraint "animation_presence_organisation_id_key" unique (organisation_id, id);
alter table "animation_presence" add constraint "animation_presence_meeting_id_same_organisation" foreign key (organisation_id, "meeting_id") references "animation_meeting" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "animation_presence" add constraint "animation_presence_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "animation_asked" enable row level security;
create policy tenant on "animation_asked" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "animation_asked" add constraint "animation_asked_organisation_id_key" unique (organisation_id, id);
alter table "animation_asked" add constraint "animation_asked_asker_id_same_organisation" foreign key (organisation_id, "asker_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "animation_asked" add constraint "animation_asked_interaction_id_same_organisation" foreign key (organisation_id, "interaction_id") references "ledger_interaction" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "animation_asked" add constraint "animation_asked_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "animation_presence" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "animation_asked" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_meetings_organisation(hash text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from animation_feed where token_hash = hash $liant$;
DROP INDEX IF EXISTS "asked_interaction";
ALTER TABLE "animation_asked" DROP COLUMN "interaction_id" CASCADE;
create or replace function liant_there_together(meeting bigint) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select p.member_id from animation_presence p join animation_meeting m on m.id = p.meeting_id
    where p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and p.meeting_id = meeting and m.state <> 'cancelled'
        and liant_agreed_before(p.member_id, m.starts_at)
        and (select count(*) from animation_presence a where a.meeting_id = m.id) <= 12
    order by p.member_id
 $liant$;
CREATE TABLE "archive_archive" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "asked_at" timestamp with time zone NOT NULL, "state" varchar(8) NOT NULL, "made_at" timestamp with time zone NULL, "kept_until" timestamp with time zone NULL, "size_bytes" bigint NOT NULL, "sha256" varchar(64) NOT NULL, "pieces" integer NOT NULL CHECK ("pieces" >= 0), "drafts" integer NOT NULL CHECK ("drafts" >= 0), "media" integer NOT NULL CHECK ("media" >= 0), "elsewhere" integer NOT NULL CHECK ("elsewhere" >= 0), "problem" varchar(300) NOT NULL, "asked_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "an_archive_has_a_sum" CHECK ((NOT ("state" = 'ready') OR NOT ("sha256" = ''))));
CREATE TABLE "archive_stake" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "counted_at" timestamp with time zone NOT NULL, "items" integer NOT NULL CHECK ("items" >= 0), "conversations" integer NULL CHECK ("conversations" >= 0), "people" integer NOT NULL CHECK ("people" >= 0), "people_only_there" integer NOT NULL CHECK ("people_only_there" >= 0), "posts" integer NOT NULL CHECK ("posts" >= 0), "posts_at_home" integer NOT NULL CHECK ("posts_at_home" >= 0), "posts_only_heard" integer NOT NULL CHECK ("posts_only_heard" >= 0), "posts_with_media" integer NOT NULL CHECK ("posts_with_media" >= 0), "is_partial" boolean NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_stake_per_channel" UNIQUE ("channel_id"));
ALTER TABLE "archive_archive" ADD CONSTRAINT "archive_archive_organisation_id_34acbc66_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_archive_at_a_time" ON "archive_archive" ("organisation_id") WHERE "state" = 'waiting';
CREATE INDEX "archive_archive_asked_by_id_674b769d" ON "archive_archive" ("asked_by_id");
CREATE INDEX "archive_archive_organisation_id_34acbc66" ON "archive_archive" ("organisation_id");
CREATE INDEX "archive_newest" ON "archive_archive" ("organisation_id", "asked_at" DESC, "id" DESC);
CREATE INDEX "archive_over" ON "archive_archive" ("kept_until") WHERE "state" = 'ready';
ALTER TABLE "archive_stake" ADD CONSTRAINT "archive_stake_organisation_id_10835b7a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "archive_stake_channel_id_643f8271" ON "archive_stake" ("channel_id");
CREATE INDEX "archive_stake_organisation_id_10835b7a" ON "archive_stake" ("organisation_id");
alter table "archive_archive" enable row level security;
create policy tenant on "archive_archive" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "archive_archive" add constraint "archive_archive_organisation_id_key" unique (organisation_id, id);
alter table "archive_archive" add constraint "archive_archive_asked_by_id_same_organisation" foreign key (organisation_id, "asked_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "archive_stake" enable row level security;
create policy tenant on "archive_stake" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "archive_stake" add constraint "archive_stake_organisation_id_key" unique (organisation_id, id);
alter table "archive_stake" add constraint "archive_stake_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "audit_entry" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "actor_id" bigint NULL, "actor_name" varchar(200) NOT NULL, "verb" varchar(80) NOT NULL, "thing_kind" varchar(40) NOT NULL, "thing_id" bigint NULL, "detail" jsonb NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_organisation_id_aded3392_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "audit_entry_organisation_id_aded3392" ON "audit_entry" ("organisation_id");
CREATE INDEX "audit_thing" ON "audit_entry" ("organisation_id", "thing_kind", "thing_id", "id" DESC);
alter table "audit_entry" enable row level security;
create policy tenant on "audit_entry" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "audit_entry" add constraint "audit_entry_organisation_id_key" unique (organisation_id, id);
create function audit_entry_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'audit_entry') then return coalesce(new, old); end if; raise exception 'audit_entry is append-only'; end $liant$;
create trigger append_only before update or delete on "audit_entry" for each row execute function audit_entry_append_only();
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(100) NOT NULL, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
ALTER TABLE "django_content_type" ADD CONSTRAINT "django_content_type_app_label_model_76bd3d3b_uniq" UNIQUE ("app_label", "model");
ALTER TABLE "django_content_type" ALTER COLUMN "name" DROP NOT NULL;
ALTER TABLE "django_content_type" DROP COLUMN "name" CASCADE;
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(50) NOT NULL, "content_type_id" integer NOT NULL, "codename" varchar(100) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "group_id" integer NOT NULL, "permission_id" integer NOT NULL);
ALTER TABLE "auth_permission" ADD CONSTRAINT "auth_permission_content_type_id_codename_01ab375a_uniq" UNIQUE ("content_type_id", "codename");
ALTER TABLE "auth_permission" ADD CONSTRAINT "auth_permission_content_type_id_2f476e4b_fk_django_co" FOREIGN KEY ("content_type_id") REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "auth_group_name_a6ea08ec_like" ON "auth_group" ("name" varchar_pattern_ops);
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" UNIQUE ("group_id", "permission_id");
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissions_group_id_b120cbf9_fk_auth_group_id" FOREIGN KEY ("group_id") REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "auth_group_permissions" ADD CONSTRAINT "auth_group_permissio_permission_id_84c5c92e_fk_auth_perm" FOREIGN KEY ("permission_id") REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
ALTER TABLE "auth_permission" ALTER COLUMN "name" TYPE varchar(255);
ALTER TABLE "auth_group" ALTER COLUMN "name" TYPE varchar(150);
CREATE TABLE "inbox_conversation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "thread_key" varchar(600) NOT NULL, "hat" varchar(20) NOT NULL, "subject" varchar(300) NOT NULL, "excerpt" varchar(280) NOT NULL, "intent" varchar(20) NOT NULL, "intent_is_corrected" boolean NOT NULL, "intent_reasons" jsonb NOT NULL, "language" varchar(10) NOT NULL, "due" varchar(10) NOT NULL, "state" varchar(10) NOT NULL, "is_public" boolean NOT NULL, "opened_at" timestamp with time zone NOT NULL, "waiting_since" timestamp with time zone NULL, "last_message_at" timestamp with time zone NOT NULL, "answered_at" timestamp with time zone NULL, "snoozed_until" timestamp with time zone NULL, "closed_at" timestamp with time zone NULL, "closed_because" varchar(300) NOT NULL, "assignee_id" bigint NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NULL, CONSTRAINT "conversation_state_is_known" CHECK ("state" IN ('open', 'snoozed', 'closed')), CONSTRAINT "a_snooze_has_an_end" CHECK ((NOT ("state" = 'snoozed') OR "snoozed_until" IS NOT NULL)));
CREATE TABLE "inbox_label" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(60) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_label_per_name" UNIQUE ("organisation_id", "name"));
CREATE TABLE "inbox_conversationlabel" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "label_id" bigint NOT NULL, CONSTRAINT "each_label_once" UNIQUE ("conversation_id", "label_id"));
CREATE TABLE "inbox_message" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "direction" varchar(10) NOT NULL, "body" text NOT NULL, "at" timestamp with time zone NOT NULL, "form_key" varchar(64) NOT NULL, "author_id" bigint NULL, "conversation_id" bigint NOT NULL, "item_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_item_once_per_conversation" UNIQUE ("item_id", "conversation_id"));
ALTER TABLE "inbox_conversation" ADD CONSTRAINT "inbox_conversation_organisation_id_1d0452fe_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "inbox_conversation" ADD CONSTRAINT "one_conversation_per_person_and_thread" UNIQUE NULLS NOT DISTINCT ("channel_id", "thread_key", "person_id");
CREATE INDEX "inbox_conversation_assignee_id_4bf0d3a6" ON "inbox_conversation" ("assignee_id");
CREATE INDEX "inbox_conversation_channel_id_8b41ed11" ON "inbox_conversation" ("channel_id");
CREATE INDEX "inbox_conversation_organisation_id_1d0452fe" ON "inbox_conversation" ("organisation_id");
CREATE INDEX "inbox_conversation_person_id_434ebe59" ON "inbox_conversation" ("person_id");
CREATE INDEX "conversation_waiting" ON "inbox_conversation" ("organisation_id", "due", "waiting_since", "id") WHERE ("state" = 'open' AND "waiting_since" IS NOT NULL);
CREATE INDEX "conversation_newest" ON "inbox_conversation" ("organisation_id", "state", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_hat" ON "inbox_conversation" ("organisation_id", "hat", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_intent" ON "inbox_conversation" ("organisation_id", "intent", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_channel" ON "inbox_conversation" ("channel_id", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_language" ON "inbox_conversation" ("organisation_id", "language", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_assignee" ON "inbox_conversation" ("assignee_id", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_person" ON "inbox_conversation" ("person_id", "last_message_at" DESC);
CREATE INDEX "conversation_snoozed" ON "inbox_conversation" ("snoozed_until") WHERE "state" = 'snoozed';
ALTER TABLE "inbox_label" ADD CONSTRAINT "inbox_label_organisation_id_0c2bf5c4_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "inbox_label_organisation_id_0c2bf5c4" ON "inbox_label" ("organisation_id");
ALTER TABLE "inbox_conversationlabel" ADD CONSTRAINT "inbox_conversationla_organisation_id_24ed5a0a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "inbox_conversationlabel_conversation_id_e83bfb3c" ON "inbox_conversationlabel" ("conversation_id");
CREATE INDEX "inbox_conversationlabel_organisation_id_24ed5a0a" ON "inbox_conversationlabel" ("organisation_id");
CREATE INDEX "inbox_conversationlabel_label_id_0141fce6" ON "inbox_conversationlabel" ("label_id");
ALTER TABLE "inbox_message" ADD CONSTRAINT "inbox_message_organisation_id_e838a93f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "each_form_once" ON "inbox_message" ("organisation_id", "form_key") WHERE NOT ("form_key" = '');
CREATE INDEX "inbox_message_author_id_6fb862c9" ON "inbox_message" ("author_id");
CREATE INDEX "inbox_message_conversation_id_37bc0d72" ON "inbox_message" ("conversation_id");
CREATE INDEX "inbox_message_item_id_dc66f889" ON "inbox_message" ("item_id");
CREATE INDEX "inbox_message_organisation_id_e838a93f" ON "inbox_message" ("organisation_id");
CREATE INDEX "message_in_order" ON "inbox_message" ("conversation_id", "at", "id");
CREATE TABLE "deliveries_delivery" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "text" text NOT NULL, "frozen" jsonb NOT NULL, "state" varchar(20) NOT NULL, "origin_kind" varchar(40) NOT NULL, "origin_id" bigint NOT NULL, "created_at" timestamp with time zone NOT NULL, "next_attempt_at" timestamp with time zone NULL, "attempts" integer NOT NULL, "looks" integer NOT NULL, "sending_started_at" timestamp with time zone NULL, "settled_at" timestamp with time zone NULL, "problem" text NOT NULL, "needs_a_person" boolean NOT NULL, "remote_key" varchar(600) NOT NULL, "remote_url" varchar(2000) NOT NULL, "author_id" bigint NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "recipient_id" bigint NULL, CONSTRAINT "each_act_once" UNIQUE ("organisation_id", "key"), CONSTRAINT "a_known_state" CHECK ("state" IN ('draft', 'approved', 'queued', 'held', 'sending', 'unknown', 'rejected', 'sent', 'cancelled')));
CREATE TABLE "deliveries_hold" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "room" varchar(30) NOT NULL, "reason" varchar(400) NOT NULL, "placed_at" timestamp with time zone NOT NULL, "lifted_at" timestamp with time zone NULL, "delivery_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "placed_by_id" bigint NULL);
ALTER TABLE "deliveries_delivery" ADD CONSTRAINT "deliveries_delivery_organisation_id_d6576337_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deliveries_delivery_author_id_fa3a5209" ON "deliveries_delivery" ("author_id");
CREATE INDEX "deliveries_delivery_channel_id_afbfca4b" ON "deliveries_delivery" ("channel_id");
CREATE INDEX "deliveries_delivery_organisation_id_d6576337" ON "deliveries_delivery" ("organisation_id");
CREATE INDEX "deliveries_delivery_recipient_id_7889959a" ON "deliveries_delivery" ("recipient_id");
CREATE INDEX "delivery_origin" ON "deliveries_delivery" ("organisation_id", "origin_kind", "origin_id");
CREATE INDEX "delivery_state" ON "deliveries_delivery" ("organisation_id", "state", "id" DESC);
CREATE INDEX "delivery_due" ON "deliveries_delivery" ("next_attempt_at") WHERE "state" IN ('queued', 'sending', 'unknown');
CREATE INDEX "delivery_remote" ON "deliveries_delivery" ("channel_id", "remote_key");
ALTER TABLE "deliveries_hold" ADD CONSTRAINT "deliveries_hold_organisation_id_1277e381_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_hold_per_room" ON "deliveries_hold" ("delivery_id", "room") WHERE "lifted_at" IS NULL;
CREATE INDEX "deliveries_hold_delivery_id_5e83c8c1" ON "deliveries_hold" ("delivery_id");
CREATE INDEX "deliveries_hold_organisation_id_1277e381" ON "deliveries_hold" ("organisation_id");
CREATE INDEX "deliveries_hold_placed_by_id_e5a5c35e" ON "deliveries_hold" ("placed_by_id");
alter table "deliveries_delivery" enable row level security;
create policy tenant on "deliveries_delivery" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "deliveries_delivery" add constraint "deliveries_delivery_organisation_id_key" unique (organisation_id, id);
alter table "deliveries_delivery" add constraint "deliveries_delivery_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "deliveries_delivery" add constraint "deliveries_delivery_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "deliveries_delivery" add constraint "deliveries_delivery_recipient_id_same_organisation" foreign key (organisation_id, "recipient_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "deliveries_hold" enable row level security;
create policy tenant on "deliveries_hold" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "deliveries_hold" add constraint "deliveries_hold_organisation_id_key" unique (organisation_id, id);
alter table "deliveries_hold" add constraint "deliveries_hold_delivery_id_same_organisation" foreign key (organisation_id, "delivery_id") references "deliveries_delivery" (organisation_id, id) deferrable initially deferred;
alter table "deliveries_hold" add constraint "deliveries_hold_placed_by_id_same_organisation" foreign key (organisation_id, "placed_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_stuck_deliveries(moment timestamptz, most integer) returns table (organisation_id bigint, delivery_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from deliveries_delivery where state in ('queued', 'sending', 'unknown') and next_attempt_at < moment - interval '1 minute' and (state <> 'sending' or sending_started_at < moment - interval '1 minute') order by next_attempt_at limit most $liant$;
alter table "inbox_conversation" enable row level security;
create policy tenant on "inbox_conversation" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_conversation" add constraint "inbox_conversation_organisation_id_key" unique (organisation_id, id);
alter table "inbox_conversation" add constraint "inbox_conversation_assignee_id_same_organisation" foreign key (organisation_id, "assignee_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "inbox_conversation" add constraint "inbox_conversation_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "inbox_conversation" add constraint "inbox_conversation_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "inbox_message" enable row level security;
create policy tenant on "inbox_message" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_message" add constraint "inbox_message_organisation_id_key" unique (organisation_id, id);
alter table "inbox_message" add constraint "inbox_message_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "inbox_message" add constraint "inbox_message_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "inbox_message" add constraint "inbox_message_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "inbox_label" enable row level security;
create policy tenant on "inbox_label" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_label" add constraint "inbox_label_organisation_id_key" unique (organisation_id, id);
alter table "inbox_conversationlabel" enable row level security;
create policy tenant on "inbox_conversationlabel" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_conversationlabel" add constraint "inbox_conversationlabel_organisation_id_key" unique (organisation_id, id);
alter table "inbox_conversationlabel" add constraint "inbox_conversationlabel_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "inbox_conversationlabel" add constraint "inbox_conversationlabel_label_id_same_organisation" foreign key (organisation_id, "label_id") references "inbox_label" (organisation_id, id) deferrable initially deferred;
alter table inbox_message add column search tsvector generated always as (to_tsvector('french', liant_fold(body)) || to_tsvector('english', liant_fold(body))) stored; create index inbox_message_search on inbox_message using gin (search) with (fastupdate = off); alter table inbox_conversation add column search tsvector generated always as (to_tsvector('french', liant_fold(subject)) || to_tsvector('english', liant_fold(subject))) stored; create index inbox_conversation_search on inbox_conversation using gin (search) with (fastupdate = off);
create or replace function liant_search_messages(words text, most integer) returns table (conversation_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               websearch_to_tsquery('simple', liant_fold(words)) as in_names,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    (select m.conversation_id from inbox_message m, asked
     where m.search @@ asked.in_text and m.organisation_id = asked.organisation order by m.id desc limit most)
    union
    (select c.id from inbox_conversation c, asked
     where c.search @@ asked.in_text and c.organisation_id = asked.organisation order by c.id desc limit most)
    union
    (select c.id from people_person p, inbox_conversation c, asked
     where p.search @@ asked.in_names and p.organisation_id = asked.organisation
       and c.organisation_id = asked.organisation and c.person_id = p.id order by c.id desc limit most)
 $liant$;
create or replace function liant_snoozes_over(moment timestamptz, most integer) returns table (organisation_id bigint, conversation_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from inbox_conversation where state = 'snoozed' and snoozed_until <= moment order by snoozed_until limit most $liant$;
CREATE INDEX "conversation_waiting_hat" ON "inbox_conversation" ("organisation_id", "due", "hat", "waiting_since", "id") WHERE ("state" = 'open' AND "waiting_since" IS NOT NULL);
CREATE INDEX "conversation_waiting_mine" ON "inbox_conversation" ("assignee_id", "due", "waiting_since", "id") WHERE ("state" = 'open' AND "waiting_since" IS NOT NULL);
CREATE INDEX "conversation_all" ON "inbox_conversation" ("organisation_id", "last_message_at" DESC, "id" DESC);
CREATE INDEX "conversation_nobodys" ON "inbox_conversation" ("organisation_id", "last_message_at" DESC, "id" DESC) WHERE "assignee_id" IS NULL;
create or replace function liant_search_messages(words text, most integer)
    returns table (conversation_id bigint) language plpgsql stable
    security definer set search_path = public, pg_temp as $liant$
    declare
        folded text := liant_fold(words);
        in_text tsquery := websearch_to_tsquery('french', folded) || websearch_to_tsquery('english', folded);
        in_names tsquery := websearch_to_tsquery('simple', folded);
        organisation bigint := nullif(current_setting('liant.organisation', true), '')::bigint;
    begin
        return query execute
            '(select m.conversation_id from inbox_message m
              where m.search @@ $1 and m.organisation_id = $3 order by m.organisation_id desc, m.id desc limit $4)
             union
             (select c.id from inbox_conversation c
              where c.search @@ $1 and c.organisation_id = $3 order by c.organisation_id desc, c.id desc limit $4)
             union
             (select c.id from people_person p join inbox_conversation c
                on c.organisation_id = p.organisation_id and c.person_id = p.id
              where p.search @@ $2 and p.organisation_id = $3 order by c.organisation_id desc, c.id desc limit $4)'
            using in_text, in_names, organisation, most;
    end $liant$;
CREATE TABLE "inbox_act" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "verb" varchar(40) NOT NULL, "at" timestamp with time zone NOT NULL, "changes" jsonb NOT NULL, "refused" jsonb NOT NULL, "undone_at" timestamp with time zone NULL);
CREATE TABLE "inbox_attachment" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "form_key" varchar(64) NOT NULL, "name" varchar(200) NOT NULL, "media_type" varchar(100) NOT NULL, "size_bytes" bigint NOT NULL, "content" bytea NOT NULL, "description" varchar(1500) NOT NULL, "added_at" timestamp with time zone NOT NULL);
CREATE TABLE "inbox_habits" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "undo_seconds" smallint NOT NULL CHECK ("undo_seconds" >= 0));
ALTER TABLE "inbox_conversation" ADD COLUMN "merged_into_id" bigint NULL;
ALTER TABLE "inbox_conversation" ADD COLUMN "opening" varchar(280) DEFAULT '' NOT NULL;
ALTER TABLE "inbox_conversation" ALTER COLUMN "opening" DROP DEFAULT;
ALTER TABLE "inbox_conversation" ADD COLUMN "split_from_id" bigint NULL;
ALTER TABLE "inbox_message" ADD COLUMN "came_from_id" bigint NULL;
ALTER TABLE "inbox_message" ADD COLUMN "taken_back_at" timestamp with time zone NULL;
CREATE INDEX "conversation_alike" ON "inbox_conversation" ("organisation_id", "hat", "intent", "language", "answered_at" DESC, "id" DESC) WHERE "answered_at" IS NOT NULL;
CREATE INDEX "conversation_merged" ON "inbox_conversation" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
CREATE INDEX "conversation_split" ON "inbox_conversation" ("split_from_id") WHERE "split_from_id" IS NOT NULL;
CREATE INDEX "message_came_from" ON "inbox_message" ("came_from_id") WHERE "came_from_id" IS NOT NULL;
ALTER TABLE "inbox_act" ADD COLUMN "actor_id" bigint NOT NULL;
ALTER TABLE "inbox_act" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "inbox_act_organisation_id_f761ff14_fk_tenancy_organisation_id" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "inbox_act_organisation_id_f761ff14_fk_tenancy_organisation_id" IMMEDIATE;
ALTER TABLE "inbox_attachment" ADD COLUMN "author_id" bigint NOT NULL;
ALTER TABLE "inbox_attachment" ADD COLUMN "message_id" bigint NULL;
ALTER TABLE "inbox_attachment" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "inbox_attachment_organisation_id_3f4d0271_fk_tenancy_o" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "inbox_attachment_organisation_id_3f4d0271_fk_tenancy_o" IMMEDIATE;
ALTER TABLE "inbox_habits" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "inbox_habits_organisation_id_3044abaa_fk_tenancy_o" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "inbox_habits_organisation_id_3044abaa_fk_tenancy_o" IMMEDIATE;
CREATE INDEX "act_of" ON "inbox_act" ("actor_id", "at");
CREATE INDEX "attachment_message" ON "inbox_attachment" ("message_id");
CREATE INDEX "attachment_form" ON "inbox_attachment" ("author_id", "form_key");
ALTER TABLE "inbox_habits" ADD CONSTRAINT "habits_once" UNIQUE ("organisation_id");
alter table "inbox_attachment" enable row level security;
create policy tenant on "inbox_attachment" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_attachment" add constraint "inbox_attachment_organisation_id_key" unique (organisation_id, id);
alter table "inbox_attachment" add constraint "inbox_attachment_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "inbox_attachment" add constraint "inbox_attachment_message_id_same_organisation" foreign key (organisation_id, "message_id") references "inbox_message" (organisation_id, id) deferrable initially deferred;
alter table "inbox_act" enable row level security;
create policy tenant on "inbox_act" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_act" add constraint "inbox_act_organisation_id_key" unique (organisation_id, id);
alter table "inbox_act" add constraint "inbox_act_actor_id_same_organisation" foreign key (organisation_id, "actor_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "inbox_habits" enable row level security;
create policy tenant on "inbox_habits" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "inbox_habits" add constraint "inbox_habits_organisation_id_key" unique (organisation_id, id);
alter table inbox_conversation add constraint inbox_conversation_merged_into_id_same_organisation foreign key (organisation_id, merged_into_id) references inbox_conversation (organisation_id, id) deferrable initially deferred;
alter table inbox_conversation add constraint inbox_conversation_split_from_id_same_organisation foreign key (organisation_id, split_from_id) references inbox_conversation (organisation_id, id) deferrable initially deferred;
alter table inbox_message add constraint inbox_message_came_from_id_same_organisation foreign key (organisation_id, came_from_id) references inbox_conversation (organisation_id, id) deferrable initially deferred;
update inbox_conversation c set opening = left(regexp_replace(btrim(first.body), '\s+', ' ', 'g'), 280)
    from (select distinct on (conversation_id) conversation_id, body from inbox_message where direction = 'theirs'
          order by conversation_id, at, id) first
    where first.conversation_id = c.id;
alter table inbox_conversation add column about tsvector generated always as (to_tsvector('french', liant_fold(subject || ' ' || opening)) || to_tsvector('english', liant_fold(subject || ' ' || opening))) stored;
CREATE INDEX "inbox_conversation_merged_into_id_7d85ee12" ON "inbox_conversation" ("merged_into_id");
CREATE INDEX "inbox_conversation_split_from_id_0306d4ff" ON "inbox_conversation" ("split_from_id");
CREATE INDEX "inbox_message_came_from_id_603c0bf3" ON "inbox_message" ("came_from_id");
CREATE INDEX "inbox_act_actor_id_d978aa7c" ON "inbox_act" ("actor_id");
CREATE INDEX "inbox_act_organisation_id_f761ff14" ON "inbox_act" ("organisation_id");
CREATE INDEX "inbox_attachment_author_id_75b99729" ON "inbox_attachment" ("author_id");
CREATE INDEX "inbox_attachment_message_id_353f98ff" ON "inbox_attachment" ("message_id");
CREATE INDEX "inbox_attachment_organisation_id_3f4d0271" ON "inbox_attachment" ("organisation_id");
CREATE INDEX "inbox_habits_organisation_id_3044abaa" ON "inbox_habits" ("organisation_id");
CREATE TABLE "automation_rule" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "trigger" varchar(10) NOT NULL, "wait_hours" smallint NULL CHECK ("wait_hours" >= 0), "conditions" jsonb NOT NULL, "actions" jsonb NOT NULL, "is_last" boolean NOT NULL, "place" integer NOT NULL, "state" varchar(10) NOT NULL, "stopped_because" varchar(20) NOT NULL, "version" integer NOT NULL CHECK ("version" >= 0), "tried_version" integer NOT NULL CHECK ("tried_version" >= 0), "tried_at" timestamp with time zone NULL, "errors_in_a_row" smallint NOT NULL CHECK ("errors_in_a_row" >= 0), "waited_until" timestamp with time zone NULL, "changed_at" timestamp with time zone NOT NULL, "changed_by_id" bigint NULL, "label_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "automation_proposal" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "value" text NOT NULL, "made_at" timestamp with time zone NOT NULL, "settled_at" timestamp with time zone NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL);
CREATE TABLE "automation_firing" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "occasion" varchar(80) NOT NULL, "at" timestamp with time zone NOT NULL, "done" jsonb NOT NULL, "left" jsonb NOT NULL, "problem" varchar(20) NOT NULL, "set_off_by" bigint NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL);
CREATE TABLE "automation_urgency" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL);
CREATE TABLE "automation_word" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "conversation_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL);
CREATE INDEX "rule_on" ON "automation_rule" ("organisation_id", "trigger") WHERE "state" = 'on';
ALTER TABLE "automation_rule" ADD CONSTRAINT "rule_state_is_known" CHECK ("state" IN ('off', 'on', 'stopped'));
ALTER TABLE "automation_rule" ADD CONSTRAINT "a_rule_is_tried_before_it_acts" CHECK ((NOT ("state" = 'on') OR "tried_version" = ("version")));
CREATE UNIQUE INDEX "one_open_proposal_of_a_kind" ON "automation_proposal" ("conversation_id", "kind") WHERE "settled_at" IS NULL;
CREATE INDEX "firing_of_rule" ON "automation_firing" ("rule_id", "id" DESC);
ALTER TABLE "automation_firing" ADD CONSTRAINT "once_for_each_occasion" UNIQUE ("conversation_id", "rule_id", "occasion");
CREATE INDEX "urgency_newest" ON "automation_urgency" ("organisation_id", "id" DESC);
ALTER TABLE "automation_urgency" ADD CONSTRAINT "urgent_once" UNIQUE ("conversation_id");
CREATE INDEX "word_newest" ON "automation_word" ("member_id", "id" DESC);
ALTER TABLE "automation_word" ADD CONSTRAINT "rule_told_once" UNIQUE ("member_id", "conversation_id", "rule_id");
alter table "automation_rule" enable row level security;
create policy tenant on "automation_rule" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "automation_rule" add constraint "automation_rule_organisation_id_key" unique (organisation_id, id);
alter table "automation_rule" add constraint "automation_rule_changed_by_id_same_organisation" foreign key (organisation_id, "changed_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "automation_rule" add constraint "automation_rule_label_id_same_organisation" foreign key (organisation_id, "label_id") references "inbox_label" (organisation_id, id) deferrable initially deferred;
alter table "automation_firing" enable row level security;
create policy tenant on "automation_firing" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "automation_firing" add constraint "automation_firing_organisation_id_key" unique (organisation_id, id);
alter table "automation_firing" add constraint "automation_firing_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "automation_firing" add constraint "automation_firing_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "automation_rule" (organisation_id, id) deferrable initially deferred;
alter table "automation_proposal" enable row level security;
create policy tenant on "automation_proposal" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "automation_proposal" add constraint "automation_proposal_organisation_id_key" unique (organisation_id, id);
alter table "automation_proposal" add constraint "automation_proposal_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "automation_proposal" add constraint "automation_proposal_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "automation_rule" (organisation_id, id) deferrable initially deferred;
alter table "automation_urgency" enable row level security;
create policy tenant on "automation_urgency" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "automation_urgency" add constraint "automation_urgency_organisation_id_key" unique (organisation_id, id);
alter table "automation_urgency" add constraint "automation_urgency_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "automation_urgency" add constraint "automation_urgency_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "automation_rule" (organisation_id, id) deferrable initially deferred;
alter table "automation_word" enable row level security;
create policy tenant on "automation_word" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "automation_word" add constraint "automation_word_organisation_id_key" unique (organisation_id, id);
alter table "automation_word" add constraint "automation_word_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "automation_word" add constraint "automation_word_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "automation_word" add constraint "automation_word_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "automation_rule" (organisation_id, id) deferrable initially deferred;
create or replace function liant_waiting_rules() returns table (organisation_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select distinct organisation_id from automation_rule where state = 'on' and trigger = 'waited' $liant$;
ALTER TABLE "automation_rule" ADD CONSTRAINT "automation_rule_organisation_id_5f25a753_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "automation_rule_changed_by_id_532f14b3" ON "automation_rule" ("changed_by_id");
CREATE INDEX "automation_rule_label_id_4b23f4a1" ON "automation_rule" ("label_id");
CREATE INDEX "automation_rule_organisation_id_5f25a753" ON "automation_rule" ("organisation_id");
ALTER TABLE "automation_proposal" ADD CONSTRAINT "automation_proposal_organisation_id_e1d4a04e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "automation_proposal_conversation_id_06ddd77f" ON "automation_proposal" ("conversation_id");
CREATE INDEX "automation_proposal_organisation_id_e1d4a04e" ON "automation_proposal" ("organisation_id");
CREATE INDEX "automation_proposal_rule_id_4eec78ae" ON "automation_proposal" ("rule_id");
ALTER TABLE "automation_firing" ADD CONSTRAINT "automation_firing_organisation_id_c6466c74_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "automation_firing_conversation_id_d6a2ea67" ON "automation_firing" ("conversation_id");
CREATE INDEX "automation_firing_organisation_id_c6466c74" ON "automation_firing" ("organisation_id");
CREATE INDEX "automation_firing_rule_id_74a04d68" ON "automation_firing" ("rule_id");
ALTER TABLE "automation_urgency" ADD CONSTRAINT "automation_urgency_organisation_id_3cacbb1a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "automation_urgency_conversation_id_489b69a6" ON "automation_urgency" ("conversation_id");
CREATE INDEX "automation_urgency_organisation_id_3cacbb1a" ON "automation_urgency" ("organisation_id");
CREATE INDEX "automation_urgency_rule_id_3991f281" ON "automation_urgency" ("rule_id");
ALTER TABLE "automation_word" ADD CONSTRAINT "automation_word_organisation_id_2960610b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "automation_word_conversation_id_d9f74dd4" ON "automation_word" ("conversation_id");
CREATE INDEX "automation_word_member_id_3778b87c" ON "automation_word" ("member_id");
CREATE INDEX "automation_word_organisation_id_2960610b" ON "automation_word" ("organisation_id");
CREATE INDEX "automation_word_rule_id_e50f8080" ON "automation_word" ("rule_id");
CREATE TABLE "board_ballot" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "asks" varchar(3) NOT NULL, "opened_at" timestamp with time zone NOT NULL, "closes_at" timestamp with time zone NOT NULL, "closed_at" timestamp with time zone NULL, "outcome" varchar(7) NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "board_place" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "taken_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "board_vote" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_yes" boolean NOT NULL, "ballot_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE INDEX "ballot_newest" ON "board_ballot" ("organisation_id", "opened_at" DESC, "id" DESC);
CREATE INDEX "ballot_due" ON "board_ballot" ("closes_at") WHERE "closed_at" IS NULL;
CREATE UNIQUE INDEX "one_ballot_at_a_time" ON "board_ballot" ("organisation_id") WHERE "closed_at" IS NULL;
ALTER TABLE "board_ballot" ADD CONSTRAINT "a_closed_ballot_has_an_outcome" CHECK ((("closed_at" IS NULL OR NOT ("outcome" = '')) AND 1 = (CASE WHEN "closed_at" IS NULL THEN 1 ELSE 0 END + CASE WHEN NOT ("outcome" = '') THEN 1 ELSE 0 END)));
ALTER TABLE "board_place" ADD CONSTRAINT "one_place_each" UNIQUE ("member_id");
CREATE INDEX "vote_ballot" ON "board_vote" ("ballot_id");
ALTER TABLE "board_vote" ADD CONSTRAINT "one_vote_each" UNIQUE ("member_id", "ballot_id");
ALTER TABLE "board_ballot" ADD CONSTRAINT "board_ballot_organisation_id_24bb5336_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "board_ballot_organisation_id_24bb5336" ON "board_ballot" ("organisation_id");
ALTER TABLE "board_place" ADD CONSTRAINT "board_place_organisation_id_a177a70c_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "board_place_member_id_f141e895" ON "board_place" ("member_id");
CREATE INDEX "board_place_organisation_id_a177a70c" ON "board_place" ("organisation_id");
ALTER TABLE "board_vote" ADD CONSTRAINT "board_vote_organisation_id_c945ab4a_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "board_vote_ballot_id_e0a97e50" ON "board_vote" ("ballot_id");
CREATE INDEX "board_vote_member_id_4da48e9e" ON "board_vote" ("member_id");
CREATE INDEX "board_vote_organisation_id_c945ab4a" ON "board_vote" ("organisation_id");
alter table "board_ballot" enable row level security;
create policy tenant on "board_ballot" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "board_ballot" add constraint "board_ballot_organisation_id_key" unique (organisation_id, id);
alter table "board_vote" enable row level security;
create policy tenant on "board_vote" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "board_vote" add constraint "board_vote_organisation_id_key" unique (organisation_id, id);
alter table "board_vote" add constraint "board_vote_ballot_id_same_organisation" foreign key (organisation_id, "ballot_id") references "board_ballot" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "board_vote" add constraint "board_vote_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "board_place" enable row level security;
create policy tenant on "board_place" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "board_place" add constraint "board_place_organisation_id_key" unique (organisation_id, id);
alter table "board_place" add constraint "board_place_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "board_vote" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "board_place" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_board(moment timestamptz) returns table (member_id bigint, shared bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select p.member_id, count(distinct s.offer_id) from board_place p join accounts_member m on m.id = p.member_id and m.is_active and not m.roles && array['owner', 'team_manager', 'programme_lead']::varchar[] left join advocacy_share s on s.member_id = p.member_id and s.state = 'done' and s.done_at > moment - interval '28 days' and s.done_at <= moment where p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and exists (select 1 from board_place own join accounts_member m on m.id = own.member_id and m.is_active and not m.roles && array['owner', 'team_manager', 'programme_lead']::varchar[] where own.member_id = nullif(current_setting('liant.member', true), '')::bigint and own.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) and (select b.asks from board_ballot b where b.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and b.outcome = 'passed' order by b.closed_at desc, b.id desc limit 1) = 'in' group by p.member_id $liant$;
create or replace function liant_board_close(moment timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with electors as (
        select e.organisation_id, e.member_id from advocacy_expert e join accounts_member m on m.id = e.member_id
            and m.is_active and not m.roles && array['owner', 'team_manager', 'programme_lead']::varchar[]
    ), due as (
        select b.id, count(l.member_id) as experts, count(v.id) as voted, count(v.id) filter (where v.is_yes) as yes
        from board_ballot b left join electors l on l.organisation_id = b.organisation_id
            left join board_vote v on v.ballot_id = b.id and v.member_id = l.member_id
        where b.closed_at is null and b.closes_at <= moment group by b.id
    ), closed as (
        update board_ballot b set closed_at = moment, outcome = case when d.voted < 5 or 2 * d.voted < d.experts then 'few'
            when 2 * d.yes > d.voted then 'passed' else 'refused' end
        from due d where b.id = d.id returning b.id, b.organisation_id, b.asks, b.outcome
    ), forgotten as (
        delete from board_vote v using closed c where v.ballot_id = c.id
    ), ended as (
        delete from board_place p using closed c
        where p.organisation_id = c.organisation_id and c.asks = 'out' and c.outcome = 'passed'
    )
    select count(*) from closed
 $liant$;
create policy own_outside on ledger_interaction as restrictive using (community_id is null or exists (select 1 from people_person p where p.id = source_id and p.member_id = nullif(current_setting('liant.member', true), '')::bigint));
create or replace function liant_forget_outside(person bigint, towards bigint, named text) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ delete from ledger_interaction where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and purpose = 'outside' and source_id = person and community_id = coalesce(towards, community_id) and key = coalesce(named, key) $liant$;
ALTER TABLE "ledger_community" ADD COLUMN "key" varchar(600) DEFAULT '' NOT NULL;
ALTER TABLE "ledger_community" ALTER COLUMN "key" DROP DEFAULT;
ALTER TABLE "ledger_community" ADD COLUMN "parts" bigint[] DEFAULT '{}' NOT NULL;
ALTER TABLE "ledger_community" ALTER COLUMN "parts" DROP DEFAULT;
ALTER TABLE "ledger_community" DROP CONSTRAINT "one_community_per_name";
ALTER TABLE "bonds_outside" ADD COLUMN "is_hidden" boolean DEFAULT false NOT NULL;
ALTER TABLE "bonds_outside" ALTER COLUMN "is_hidden" DROP DEFAULT;
create or replace function liant_merge_communities(kept bigint, gone bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    update bonds_outside a set at = least(a.at, b.at), is_hidden = a.is_hidden or b.is_hidden from bonds_outside b
        where a.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and a.community_id = kept and b.community_id = gone and a.member_id = b.member_id and exists (select 1 from ledger_community c where c.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and c.id in (kept, gone) having count(*) = 2);
    delete from bonds_outside b using bonds_outside a where b.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and a.community_id = kept and b.community_id = gone and a.member_id = b.member_id and exists (select 1 from ledger_community c where c.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and c.id in (kept, gone) having count(*) = 2);
    update bonds_outside set community_id = kept
        where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and community_id = gone and exists (select 1 from ledger_community c where c.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and c.id in (kept, gone) having count(*) = 2);
    update ledger_interaction set community_id = kept
        where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and community_id = gone and exists (select 1 from ledger_community c where c.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and c.id in (kept, gone) having count(*) = 2);
    update ledger_community a set parts = a.parts || b.parts || b.id from ledger_community b
        where a.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and a.id = kept and b.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and b.id = gone and kept <> gone;
    delete from ledger_community where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and id = gone and exists (select 1 from ledger_community c where c.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and c.id in (kept, gone) having count(*) = 2);
 $liant$;
ALTER TABLE "bonds_measure" ADD COLUMN "half_life_at" timestamp with time zone NULL;
ALTER TABLE "bonds_hint" ADD COLUMN "asked_at" timestamp with time zone NULL;
CREATE TABLE "bonds_asked" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "words" varchar(600) NOT NULL, "at" timestamp with time zone NOT NULL, "about_id" bigint NULL, "by_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "nobody_asks_themselves" CHECK ((NOT ("member_id" = ("by_id")) AND NOT ("member_id" = ("about_id") AND "about_id" IS NOT NULL))), CONSTRAINT "an_introduction_is_to_somebody" CHECK ((("kind" = 'half_hour' OR "about_id" IS NOT NULL) AND 1 = (CASE WHEN "kind" = 'half_hour' THEN 1 ELSE 0 END + CASE WHEN "about_id" IS NOT NULL THEN 1 ELSE 0 END))));
alter table "bonds_asked" enable row level security;
create policy tenant on "bonds_asked" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "bonds_asked" add constraint "bonds_asked_organisation_id_key" unique (organisation_id, id);
alter table "bonds_asked" add constraint "bonds_asked_about_id_same_organisation" foreign key (organisation_id, "about_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_asked" add constraint "bonds_asked_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "bonds_asked" add constraint "bonds_asked_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "bonds_asked" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
ALTER TABLE "bonds_asked" ADD CONSTRAINT "bonds_asked_organisation_id_0d7b00f6_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "bonds_asked_about_id_865fd9bd" ON "bonds_asked" ("about_id");
CREATE INDEX "bonds_asked_by_id_191d716b" ON "bonds_asked" ("by_id");
CREATE INDEX "bonds_asked_member_id_9a635a90" ON "bonds_asked" ("member_id");
CREATE INDEX "bonds_asked_organisation_id_0d7b00f6" ON "bonds_asked" ("organisation_id");
CREATE INDEX "asked_of_one" ON "bonds_asked" ("member_id", "at" DESC);
CREATE INDEX "asked_by_colleague" ON "bonds_asked" ("by_id");
CREATE INDEX "asked_about_whom" ON "bonds_asked" ("about_id");
CREATE TABLE "breath_example" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(7) NOT NULL, "words" varchar(300) NOT NULL, "url" varchar(2000) NOT NULL, "at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "breath_publication" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" smallint NOT NULL CHECK ("number" >= 0), "from_on" date NOT NULL, "to_on" date NOT NULL, "figures" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_stretch_once" UNIQUE ("organisation_id", "number"));
CREATE TABLE "breath_rates" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "seen_low" numeric(4, 2) NOT NULL, "seen_high" numeric(4, 2) NOT NULL, "is_priced" boolean NOT NULL, "price" numeric(8, 2) NULL, "currency" varchar(3) NOT NULL, "source" varchar(300) NOT NULL, "as_of" date NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_set_of_rates" UNIQUE ("organisation_id"), CONSTRAINT "a_price_has_a_date_and_a_source" CHECK ((NOT "is_priced" OR ("as_of" IS NOT NULL AND "price" IS NOT NULL AND NOT ("source" = '')))), CONSTRAINT "seen_is_an_interval" CHECK (("seen_low" > 0 AND "seen_high" >= ("seen_low"))));
ALTER TABLE "breath_example" ADD CONSTRAINT "breath_example_organisation_id_ab66fa04_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "breath_example_member_id_d1a68ac3" ON "breath_example" ("member_id");
CREATE INDEX "breath_example_organisation_id_ab66fa04" ON "breath_example" ("organisation_id");
CREATE INDEX "example_newest" ON "breath_example" ("organisation_id", "at" DESC, "id" DESC);
ALTER TABLE "breath_publication" ADD CONSTRAINT "breath_publication_organisation_id_fac9d2e8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "breath_publication_organisation_id_fac9d2e8" ON "breath_publication" ("organisation_id");
ALTER TABLE "breath_rates" ADD CONSTRAINT "breath_rates_organisation_id_6286fb32_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "breath_rates_organisation_id_6286fb32" ON "breath_rates" ("organisation_id");
alter table "breath_publication" enable row level security;
create policy tenant on "breath_publication" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "breath_publication" add constraint "breath_publication_organisation_id_key" unique (organisation_id, id);
alter table "breath_example" enable row level security;
create policy tenant on "breath_example" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "breath_example" add constraint "breath_example_organisation_id_key" unique (organisation_id, id);
alter table "breath_example" add constraint "breath_example_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "breath_rates" enable row level security;
create policy tenant on "breath_rates" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "breath_rates" add constraint "breath_rates_organisation_id_key" unique (organisation_id, id);
create function breath_publication_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'breath_publication') then return coalesce(new, old); end if; raise exception 'breath_publication is append-only'; end $liant$;
create trigger append_only before update or delete on "breath_publication" for each row execute function breath_publication_append_only();
create or replace function liant_living_programmes() returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from advocacy_programme where opened_at is not null and state <> 'ended' $liant$;
CREATE TABLE "buddies_welcome" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_newcomer" boolean NOT NULL, "said" varchar(3) NOT NULL, "other_said" varchar(3) NOT NULL, "proposed_at" timestamp with time zone NOT NULL, "until" date NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "other_id" bigint NOT NULL, CONSTRAINT "welcomed_once" UNIQUE ("member_id", "other_id"), CONSTRAINT "nobody_welcomes_themselves" CHECK (NOT ("member_id" = ("other_id"))));
CREATE TABLE "buddies_willing" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "languages" varchar(10)[] NOT NULL, "since" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "willing_once" UNIQUE ("member_id"));
ALTER TABLE "buddies_welcome" ADD CONSTRAINT "buddies_welcome_organisation_id_0379c83d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "buddies_welcome_member_id_f5c9c644" ON "buddies_welcome" ("member_id");
CREATE INDEX "buddies_welcome_organisation_id_0379c83d" ON "buddies_welcome" ("organisation_id");
CREATE INDEX "buddies_welcome_other_id_410d79ee" ON "buddies_welcome" ("other_id");
CREATE INDEX "welcome_other" ON "buddies_welcome" ("other_id");
ALTER TABLE "buddies_willing" ADD CONSTRAINT "buddies_willing_organisation_id_42e8b5f1_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "buddies_willing_member_id_a8641e5c" ON "buddies_willing" ("member_id");
CREATE INDEX "buddies_willing_organisation_id_42e8b5f1" ON "buddies_willing" ("organisation_id");
alter table "buddies_willing" enable row level security;
create policy tenant on "buddies_willing" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "buddies_willing" add constraint "buddies_willing_organisation_id_key" unique (organisation_id, id);
alter table "buddies_willing" add constraint "buddies_willing_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "buddies_welcome" enable row level security;
create policy tenant on "buddies_welcome" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "buddies_welcome" add constraint "buddies_welcome_organisation_id_key" unique (organisation_id, id);
alter table "buddies_welcome" add constraint "buddies_welcome_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "buddies_welcome" add constraint "buddies_welcome_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "buddies_willing" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "buddies_welcome" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_willing_buddies(today date) returns table (member_id bigint, languages text[], welcomes bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select w.member_id, w.languages::text[], (select count(*) from buddies_welcome b where b.member_id = w.member_id and not b.is_newcomer and b.said <> 'no' and b.other_said <> 'no' and coalesce(b.until, today) >= today) from buddies_willing w join accounts_member m on m.id = w.member_id and m.is_active where w.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint order by w.member_id $liant$;
CREATE TABLE "calendar_feed" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_feed_each" UNIQUE ("member_id"));
CREATE TABLE "calendar_localevent" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "from_on" date NOT NULL, "to_on" date NOT NULL, "place" varchar(200) NOT NULL, "source" varchar(2000) NOT NULL, "noted_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "an_event_ends_after_it_begins" CHECK ("to_on" >= ("from_on")));
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_organisation_id_f95a3936_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "calendar_feed_token_hash_7f76af66_like" ON "calendar_feed" ("token_hash" varchar_pattern_ops);
CREATE INDEX "calendar_feed_member_id_0af0d701" ON "calendar_feed" ("member_id");
CREATE INDEX "calendar_feed_organisation_id_f95a3936" ON "calendar_feed" ("organisation_id");
ALTER TABLE "calendar_localevent" ADD CONSTRAINT "calendar_localevent_organisation_id_a201122d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "calendar_localevent_organisation_id_a201122d" ON "calendar_localevent" ("organisation_id");
CREATE INDEX "localevent_days" ON "calendar_localevent" ("organisation_id", "to_on", "from_on");
alter table "calendar_localevent" enable row level security;
create policy tenant on "calendar_localevent" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "calendar_localevent" add constraint "calendar_localevent_organisation_id_key" unique (organisation_id, id);
alter table "calendar_feed" enable row level security;
create policy tenant on "calendar_feed" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "calendar_feed" add constraint "calendar_feed_organisation_id_key" unique (organisation_id, id);
alter table "calendar_feed" add constraint "calendar_feed_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_calendar_organisation(hash text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from calendar_feed where token_hash = hash $liant$;
CREATE TABLE "canary_publishedaddress" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "kind" varchar(10) NOT NULL, "target" varchar(500) NOT NULL, "fields" text NOT NULL, "every_days" smallint NOT NULL CHECK ("every_days" >= 0), "is_on" boolean NOT NULL, "next_at" timestamp with time zone NOT NULL, "made_at" timestamp with time zone NOT NULL, "last_read_at" timestamp with time zone NULL, "failing_since" timestamp with time zone NULL, "missed" integer NOT NULL CHECK ("missed" >= 0), "channel_id" bigint NOT NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_address_once" UNIQUE ("organisation_id", "kind", "target"), CONSTRAINT "address_rhythm" CHECK (("every_days" >= 1 AND "every_days" <= 90)));
CREATE TABLE "canary_canary" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "round_at" timestamp with time zone NOT NULL, "code" varchar(30) NOT NULL, "reference" varchar(400) NOT NULL, "state" varchar(12) NOT NULL, "outcome" text NOT NULL, "made_at" timestamp with time zone NOT NULL, "sent_at" timestamp with time zone NULL, "answered_at" timestamp with time zone NULL, "machine_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "address_id" bigint NOT NULL, CONSTRAINT "one_canary_a_round" UNIQUE ("address_id", "round_at"), CONSTRAINT "canary_code_once" UNIQUE ("organisation_id", "code"), CONSTRAINT "canary_state_is_known" CHECK ("state" IN ('planned', 'sent', 'unanswered', 'bounced', 'not_sent', 'answered')));
ALTER TABLE "canary_publishedaddress" ADD CONSTRAINT "canary_publishedaddr_organisation_id_768a3144_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "canary_publishedaddress_channel_id_477bc97d" ON "canary_publishedaddress" ("channel_id");
CREATE INDEX "canary_publishedaddress_made_by_id_c23112dd" ON "canary_publishedaddress" ("made_by_id");
CREATE INDEX "canary_publishedaddress_organisation_id_768a3144" ON "canary_publishedaddress" ("organisation_id");
CREATE INDEX "address_due" ON "canary_publishedaddress" ("next_at") WHERE "is_on";
ALTER TABLE "canary_canary" ADD CONSTRAINT "canary_canary_organisation_id_2ebde918_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "canary_canary_organisation_id_2ebde918" ON "canary_canary" ("organisation_id");
CREATE INDEX "canary_canary_address_id_9d80453d" ON "canary_canary" ("address_id");
CREATE INDEX "canary_of_address" ON "canary_canary" ("address_id", "id" DESC);
CREATE INDEX "canary_waits" ON "canary_canary" ("sent_at") WHERE "state" = 'sent';
CREATE INDEX "canary_reference" ON "canary_canary" ("organisation_id", "reference") WHERE NOT ("reference" = '');
alter table "canary_publishedaddress" enable row level security;
create policy tenant on "canary_publishedaddress" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "canary_publishedaddress" add constraint "canary_publishedaddress_organisation_id_key" unique (organisation_id, id);
alter table "canary_publishedaddress" add constraint "canary_publishedaddress_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "canary_publishedaddress" add constraint "canary_publishedaddress_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "canary_canary" enable row level security;
create policy tenant on "canary_canary" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "canary_canary" add constraint "canary_canary_organisation_id_key" unique (organisation_id, id);
alter table "canary_canary" add constraint "canary_canary_address_id_same_organisation" foreign key (organisation_id, "address_id") references "canary_publishedaddress" (organisation_id, id) deferrable initially deferred;
create or replace function liant_canary_addresses_due(moment timestamptz, most integer) returns table (organisation_id bigint, address_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from canary_publishedaddress where is_on and next_at <= moment order by next_at limit most $liant$;
create or replace function liant_canaries_unanswered(moment timestamptz, most integer) returns table (organisation_id bigint, canary_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from canary_canary where state = 'sent' and sent_at <= moment order by sent_at limit most $liant$;
CREATE TABLE "capture_picture" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "content" bytea NOT NULL, "media_type" varchar(40) NOT NULL, "kept_at" timestamp with time zone NOT NULL, "item_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_picture_per_note" UNIQUE ("item_id"));
CREATE TABLE "capture_tiplink" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "token" text NOT NULL, "made_at" timestamp with time zone NOT NULL, "closed_at" timestamp with time zone NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "capture_picture" ADD CONSTRAINT "capture_picture_organisation_id_795be8da_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "capture_picture_item_id_88d7af62" ON "capture_picture" ("item_id");
CREATE INDEX "capture_picture_organisation_id_795be8da" ON "capture_picture" ("organisation_id");
ALTER TABLE "capture_tiplink" ADD CONSTRAINT "capture_tiplink_organisation_id_a7cfe186_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_open_tip_link" ON "capture_tiplink" ("organisation_id") WHERE "closed_at" IS NULL;
CREATE INDEX "capture_tiplink_token_hash_d97acd83_like" ON "capture_tiplink" ("token_hash" varchar_pattern_ops);
CREATE INDEX "capture_tiplink_made_by_id_77463fa5" ON "capture_tiplink" ("made_by_id");
CREATE INDEX "capture_tiplink_organisation_id_a7cfe186" ON "capture_tiplink" ("organisation_id");
alter table "capture_picture" enable row level security;
create policy tenant on "capture_picture" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "capture_picture" add constraint "capture_picture_organisation_id_key" unique (organisation_id, id);
alter table "capture_picture" add constraint "capture_picture_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "capture_tiplink" enable row level security;
create policy tenant on "capture_tiplink" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "capture_tiplink" add constraint "capture_tiplink_organisation_id_key" unique (organisation_id, id);
alter table "capture_tiplink" add constraint "capture_tiplink_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_tip_link(hashed text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from capture_tiplink where token_hash = hashed and closed_at is null $liant$;
CREATE TABLE "writing_campaign" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "aim" varchar(500) NOT NULL, "from_on" date NULL, "to_on" date NULL, "is_over" boolean NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_campaign_per_name" UNIQUE ("organisation_id", "name"), CONSTRAINT "a_campaign_ends_after_it_begins" CHECK (("from_on" IS NULL OR "to_on" IS NULL OR "to_on" >= ("from_on"))));
CREATE TABLE "writing_piece" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(300) NOT NULL, "slug" varchar(120) NOT NULL, "state" varchar(12) NOT NULL, "kind" varchar(8) NOT NULL, "about" varchar(12) NOT NULL, "is_third_party" boolean NOT NULL, "source_url" varchar(2000) NOT NULL, "source_name" varchar(300) NOT NULL, "created_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "asked_at" timestamp with time zone NULL, "approved_at" timestamp with time zone NULL, "published_at" timestamp with time zone NULL, "round" integer NOT NULL CHECK ("round" >= 0), "author_id" bigint NULL, "campaign_id" bigint NULL, "organisation_id" bigint NOT NULL, "source_item_id" bigint NULL, CONSTRAINT "one_piece_per_address" UNIQUE ("organisation_id", "slug"), CONSTRAINT "piece_state_is_known" CHECK ("state" IN ('draft', 'in_review', 'approved', 'scheduled', 'published', 'withdrawn')), CONSTRAINT "words_of_others_have_a_source" CHECK ((NOT "is_third_party" OR NOT ("source_name" = ''))));
CREATE TABLE "writing_topic" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "is_over" boolean NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_topic_per_name" UNIQUE ("organisation_id", "name"));
ALTER TABLE "writing_piece" ADD COLUMN "topic_id" bigint NULL;
CREATE TABLE "writing_version" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "network" varchar(40) NOT NULL, "language" varchar(10) NOT NULL, "title" varchar(300) NOT NULL, "body" text NOT NULL, "first_comment" text NOT NULL, "thread" jsonb NOT NULL, "link" varchar(2000) NOT NULL, "link_preview" jsonb NOT NULL, "state" varchar(10) NOT NULL, "planned_at" timestamp with time zone NULL, "published_at" timestamp with time zone NULL, "published_url" varchar(2000) NOT NULL, "changed_at" timestamp with time zone NOT NULL, "edition" integer NOT NULL CHECK ("edition" >= 0), "channel_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "version_state_is_known" CHECK ("state" IN ('draft', 'approved', 'scheduled', 'published', 'withdrawn')), CONSTRAINT "what_is_scheduled_has_a_moment" CHECK ((NOT ("state" = 'scheduled') OR "planned_at" IS NOT NULL)));
CREATE TABLE "writing_revision" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "title" varchar(300) NOT NULL, "body" text NOT NULL, "first_comment" text NOT NULL, "thread" jsonb NOT NULL, "link" varchar(2000) NOT NULL, "at" timestamp with time zone NOT NULL, "restores" integer NULL CHECK ("restores" >= 0), "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NOT NULL, CONSTRAINT "each_revision_once" UNIQUE ("version_id", "number"));
CREATE INDEX "piece_topic" ON "writing_piece" ("topic_id", "changed_at" DESC);
ALTER TABLE "writing_campaign" ADD CONSTRAINT "writing_campaign_organisation_id_ef4ba607_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_campaign_organisation_id_ef4ba607" ON "writing_campaign" ("organisation_id");
ALTER TABLE "writing_piece" ADD CONSTRAINT "writing_piece_organisation_id_c2097add_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_piece_slug_3e775be9" ON "writing_piece" ("slug");
CREATE INDEX "writing_piece_slug_3e775be9_like" ON "writing_piece" ("slug" varchar_pattern_ops);
CREATE INDEX "writing_piece_author_id_c47148ee" ON "writing_piece" ("author_id");
CREATE INDEX "writing_piece_campaign_id_2e6f920a" ON "writing_piece" ("campaign_id");
CREATE INDEX "writing_piece_organisation_id_c2097add" ON "writing_piece" ("organisation_id");
CREATE INDEX "writing_piece_source_item_id_1ceedddf" ON "writing_piece" ("source_item_id");
CREATE INDEX "piece_newest" ON "writing_piece" ("organisation_id", "changed_at" DESC, "id" DESC);
CREATE INDEX "piece_state" ON "writing_piece" ("organisation_id", "state", "changed_at" DESC, "id" DESC);
CREATE INDEX "piece_published" ON "writing_piece" ("organisation_id", "published_at" DESC, "id" DESC);
CREATE INDEX "piece_campaign" ON "writing_piece" ("campaign_id", "changed_at" DESC);
CREATE INDEX "piece_author" ON "writing_piece" ("author_id", "changed_at" DESC);
CREATE INDEX "piece_source" ON "writing_piece" ("source_item_id") WHERE "source_item_id" IS NOT NULL;
ALTER TABLE "writing_topic" ADD CONSTRAINT "writing_topic_organisation_id_774d47d0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_topic_organisation_id_774d47d0" ON "writing_topic" ("organisation_id");
CREATE INDEX "writing_piece_topic_id_71aaa5af" ON "writing_piece" ("topic_id");
ALTER TABLE "writing_version" ADD CONSTRAINT "writing_version_organisation_id_d59aa046_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "writing_version" ADD CONSTRAINT "one_version_per_place_and_language" UNIQUE NULLS NOT DISTINCT ("piece_id", "network", "language", "channel_id");
CREATE INDEX "writing_version_channel_id_ea945f2a" ON "writing_version" ("channel_id");
CREATE INDEX "writing_version_organisation_id_d59aa046" ON "writing_version" ("organisation_id");
CREATE INDEX "writing_version_piece_id_a9d383e3" ON "writing_version" ("piece_id");
CREATE INDEX "version_planned" ON "writing_version" ("organisation_id", "planned_at", "id") WHERE "planned_at" IS NOT NULL;
CREATE INDEX "version_due" ON "writing_version" ("planned_at", "id") WHERE "state" = 'scheduled';
CREATE INDEX "version_published" ON "writing_version" ("organisation_id", "network", "published_at" DESC, "id" DESC) WHERE "published_at" IS NOT NULL;
CREATE INDEX "version_channel" ON "writing_version" ("channel_id", "published_at" DESC);
ALTER TABLE "writing_revision" ADD CONSTRAINT "writing_revision_organisation_id_176eaff6_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_revision_author_id_e970a41c" ON "writing_revision" ("author_id");
CREATE INDEX "writing_revision_organisation_id_176eaff6" ON "writing_revision" ("organisation_id");
CREATE INDEX "writing_revision_version_id_63b82d48" ON "writing_revision" ("version_id");
CREATE TABLE "writing_lesson" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "practice" varchar(4) NOT NULL, "text" varchar(1000) NOT NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL);
CREATE TABLE "writing_keptremark" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "rule" varchar(80) NOT NULL, "passage" text NOT NULL, "reason" varchar(500) NOT NULL, "kept_at" timestamp with time zone NOT NULL, "kept_by_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL);
CREATE TABLE "writing_piecemedium" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "media_type" varchar(100) NOT NULL, "size_bytes" bigint NOT NULL, "content" bytea NULL, "reference_url" varchar(2000) NOT NULL, "description" varchar(1500) NOT NULL, "agreement" varchar(300) NOT NULL, "place" smallint NOT NULL CHECK ("place" >= 0), "added_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "a_medium_is_somewhere" CHECK (("content" IS NOT NULL OR NOT ("reference_url" = ''))));
CREATE TABLE "writing_step" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "round" integer NOT NULL CHECK ("round" >= 0), "place" smallint NOT NULL CHECK ("place" >= 0), "name" varchar(120) NOT NULL, "role" varchar(20) NOT NULL, "can_author_agree" boolean NOT NULL, "asked_at" timestamp with time zone NOT NULL, "decision" varchar(8) NOT NULL, "decided_at" timestamp with time zone NULL, "reason" varchar(1000) NOT NULL, "asked_by_id" bigint NULL, "decided_by_id" bigint NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "each_step_once" UNIQUE ("piece_id", "round", "place"));
CREATE TABLE "writing_comment" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "body" text NOT NULL, "about" varchar(300) NOT NULL, "at" timestamp with time zone NOT NULL, "settled_at" timestamp with time zone NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, "version_id" bigint NULL);
ALTER TABLE "writing_lesson" ADD CONSTRAINT "writing_lesson_organisation_id_b952f148_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_lesson_author_id_2b9a0f5c" ON "writing_lesson" ("author_id");
CREATE INDEX "writing_lesson_organisation_id_b952f148" ON "writing_lesson" ("organisation_id");
CREATE INDEX "writing_lesson_piece_id_d7f50857" ON "writing_lesson" ("piece_id");
CREATE INDEX "lesson_newest" ON "writing_lesson" ("organisation_id", "at" DESC, "id" DESC);
CREATE INDEX "lesson_of" ON "writing_lesson" ("piece_id");
ALTER TABLE "writing_keptremark" ADD CONSTRAINT "writing_keptremark_organisation_id_ee76dd16_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_keptremark_kept_by_id_35da8e8b" ON "writing_keptremark" ("kept_by_id");
CREATE INDEX "writing_keptremark_organisation_id_ee76dd16" ON "writing_keptremark" ("organisation_id");
CREATE INDEX "writing_keptremark_piece_id_032517b4" ON "writing_keptremark" ("piece_id");
CREATE INDEX "kept_remark_of" ON "writing_keptremark" ("piece_id", "rule");
ALTER TABLE "writing_piecemedium" ADD CONSTRAINT "writing_piecemedium_organisation_id_0cc10eb0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_piecemedium_organisation_id_0cc10eb0" ON "writing_piecemedium" ("organisation_id");
CREATE INDEX "writing_piecemedium_piece_id_430af40f" ON "writing_piecemedium" ("piece_id");
CREATE INDEX "piecemedium_in_order" ON "writing_piecemedium" ("piece_id", "place", "id");
ALTER TABLE "writing_step" ADD CONSTRAINT "writing_step_organisation_id_8d2dfa9b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_step_asked_by_id_77bcf348" ON "writing_step" ("asked_by_id");
CREATE INDEX "writing_step_decided_by_id_0095fcf1" ON "writing_step" ("decided_by_id");
CREATE INDEX "writing_step_member_id_705c571a" ON "writing_step" ("member_id");
CREATE INDEX "writing_step_organisation_id_8d2dfa9b" ON "writing_step" ("organisation_id");
CREATE INDEX "writing_step_piece_id_ada6ee33" ON "writing_step" ("piece_id");
CREATE INDEX "step_waiting" ON "writing_step" ("organisation_id", "asked_at", "id") WHERE "decision" = 'waiting';
ALTER TABLE "writing_comment" ADD CONSTRAINT "writing_comment_organisation_id_83ac1d56_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "writing_comment_author_id_af85d7eb" ON "writing_comment" ("author_id");
CREATE INDEX "writing_comment_organisation_id_83ac1d56" ON "writing_comment" ("organisation_id");
CREATE INDEX "writing_comment_piece_id_4c54b093" ON "writing_comment" ("piece_id");
CREATE INDEX "writing_comment_version_id_da2c5441" ON "writing_comment" ("version_id");
CREATE INDEX "comment_in_order" ON "writing_comment" ("piece_id", "at", "id");
alter table "writing_topic" enable row level security;
create policy tenant on "writing_topic" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_topic" add constraint "writing_topic_organisation_id_key" unique (organisation_id, id);
alter table "writing_campaign" enable row level security;
create policy tenant on "writing_campaign" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_campaign" add constraint "writing_campaign_organisation_id_key" unique (organisation_id, id);
alter table "writing_piece" enable row level security;
create policy tenant on "writing_piece" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_piece" add constraint "writing_piece_organisation_id_key" unique (organisation_id, id);
alter table "writing_piece" add constraint "writing_piece_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_piece" add constraint "writing_piece_campaign_id_same_organisation" foreign key (organisation_id, "campaign_id") references "writing_campaign" (organisation_id, id) deferrable initially deferred;
alter table "writing_piece" add constraint "writing_piece_source_item_id_same_organisation" foreign key (organisation_id, "source_item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "writing_piece" add constraint "writing_piece_topic_id_same_organisation" foreign key (organisation_id, "topic_id") references "writing_topic" (organisation_id, id) deferrable initially deferred;
alter table "writing_version" enable row level security;
create policy tenant on "writing_version" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_version" add constraint "writing_version_organisation_id_key" unique (organisation_id, id);
alter table "writing_version" add constraint "writing_version_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "writing_version" add constraint "writing_version_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "writing_revision" enable row level security;
create policy tenant on "writing_revision" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_revision" add constraint "writing_revision_organisation_id_key" unique (organisation_id, id);
alter table "writing_revision" add constraint "writing_revision_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_revision" add constraint "writing_revision_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
create function writing_revision_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'writing_revision') then return coalesce(new, old); end if; raise exception 'writing_revision is append-only'; end $liant$;
create trigger append_only before update or delete on "writing_revision" for each row execute function writing_revision_append_only();
alter table "writing_piecemedium" enable row level security;
create policy tenant on "writing_piecemedium" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_piecemedium" add constraint "writing_piecemedium_organisation_id_key" unique (organisation_id, id);
alter table "writing_piecemedium" add constraint "writing_piecemedium_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "writing_comment" enable row level security;
create policy tenant on "writing_comment" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_comment" add constraint "writing_comment_organisation_id_key" unique (organisation_id, id);
alter table "writing_comment" add constraint "writing_comment_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_comment" add constraint "writing_comment_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "writing_comment" add constraint "writing_comment_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
alter table "writing_step" enable row level security;
create policy tenant on "writing_step" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_step" add constraint "writing_step_organisation_id_key" unique (organisation_id, id);
alter table "writing_step" add constraint "writing_step_asked_by_id_same_organisation" foreign key (organisation_id, "asked_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_step" add constraint "writing_step_decided_by_id_same_organisation" foreign key (organisation_id, "decided_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_step" add constraint "writing_step_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_step" add constraint "writing_step_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "writing_keptremark" enable row level security;
create policy tenant on "writing_keptremark" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_keptremark" add constraint "writing_keptremark_organisation_id_key" unique (organisation_id, id);
alter table "writing_keptremark" add constraint "writing_keptremark_kept_by_id_same_organisation" foreign key (organisation_id, "kept_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_keptremark" add constraint "writing_keptremark_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "writing_lesson" enable row level security;
create policy tenant on "writing_lesson" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "writing_lesson" add constraint "writing_lesson_organisation_id_key" unique (organisation_id, id);
alter table "writing_lesson" add constraint "writing_lesson_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "writing_lesson" add constraint "writing_lesson_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "deliveries_medium" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "sha256" varchar(64) NOT NULL, "media_type" varchar(100) NOT NULL, "size_bytes" bigint NOT NULL, "content" bytea NOT NULL, "kept_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_medium_once" UNIQUE ("organisation_id", "sha256"));
alter table "deliveries_medium" enable row level security;
create policy tenant on "deliveries_medium" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "deliveries_medium" add constraint "deliveries_medium_organisation_id_key" unique (organisation_id, id);
ALTER TABLE "deliveries_medium" ADD CONSTRAINT "deliveries_medium_organisation_id_1adffff6_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "deliveries_medium_organisation_id_1adffff6" ON "deliveries_medium" ("organisation_id");
CREATE TABLE "crisis_crisis" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "reason" varchar(500) NOT NULL, "is_exercise" boolean NOT NULL, "is_whole_house" boolean NOT NULL, "topics" bigint[] NOT NULL, "channels" bigint[] NOT NULL, "territories" bigint[] NOT NULL, "began_at" timestamp with time zone NOT NULL, "review_at" timestamp with time zone NOT NULL, "review_told_at" timestamp with time zone NULL, "next_update_at" timestamp with time zone NULL, "update_told_at" timestamp with time zone NULL, "is_shown" boolean NOT NULL, "ended_at" timestamp with time zone NULL, "ending" varchar(500) NOT NULL, "ended_by_id" bigint NULL, "opened_by_id" bigint NULL, "organisation_id" bigint NOT NULL, "owner_id" bigint NULL);
CREATE TABLE "crisis_check" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "words" varchar(300) NOT NULL, "place" smallint NOT NULL CHECK ("place" >= 0), "done_at" timestamp with time zone NULL, "done_by_id" bigint NULL, "organisation_id" bigint NOT NULL, "crisis_id" bigint NOT NULL);
CREATE TABLE "crisis_bulletin" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "audience" varchar(6) NOT NULL, "number" integer NOT NULL CHECK ("number" >= 0), "known" text NOT NULL, "unknown" text NOT NULL, "to_say" text NOT NULL, "not_to_say" text NOT NULL, "next_at" timestamp with time zone NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "crisis_id" bigint NOT NULL);
CREATE TABLE "crisis_learned" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(6) NOT NULL, "text" varchar(1000) NOT NULL, "due_on" date NULL, "told_at" timestamp with time zone NULL, "done_at" timestamp with time zone NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "crisis_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "owner_id" bigint NULL);
CREATE TABLE "crisis_line" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(12) NOT NULL, "at" timestamp with time zone NOT NULL, "words" varchar(1000) NOT NULL, "why" varchar(1000) NOT NULL, "origin_kind" varchar(40) NOT NULL, "origin_id" bigint NULL, "occasion" varchar(200) NOT NULL, "crisis_id" bigint NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "crisis_release" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "edition" integer NOT NULL CHECK ("edition" >= 0), "reason" varchar(500) NOT NULL, "is_rehearsed" boolean NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "crisis_id" bigint NOT NULL, "delivery_id" bigint NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NULL);
CREATE TABLE "crisis_statement" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "acknowledge" text NOT NULL, "empathise" text NOT NULL, "effect" text NOT NULL, "reassure" text NOT NULL, "at" timestamp with time zone NOT NULL, "crisis_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL);
CREATE TABLE "crisis_territory" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "words" varchar(80)[] NOT NULL, "channels" bigint[] NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "crisis_crisis" ADD CONSTRAINT "crisis_crisis_organisation_id_513309a3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_crisis_ended_by_id_45b315b2" ON "crisis_crisis" ("ended_by_id");
CREATE INDEX "crisis_crisis_opened_by_id_6eee6b5b" ON "crisis_crisis" ("opened_by_id");
CREATE INDEX "crisis_crisis_organisation_id_513309a3" ON "crisis_crisis" ("organisation_id");
CREATE INDEX "crisis_crisis_owner_id_ff7c5bc7" ON "crisis_crisis" ("owner_id");
ALTER TABLE "crisis_check" ADD CONSTRAINT "crisis_check_organisation_id_df24a5f7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_check_done_by_id_fbc116b5" ON "crisis_check" ("done_by_id");
CREATE INDEX "crisis_check_organisation_id_df24a5f7" ON "crisis_check" ("organisation_id");
CREATE INDEX "crisis_check_crisis_id_b370f20a" ON "crisis_check" ("crisis_id");
ALTER TABLE "crisis_bulletin" ADD CONSTRAINT "crisis_bulletin_organisation_id_cdf587c2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_bulletin_author_id_7b3b8373" ON "crisis_bulletin" ("author_id");
CREATE INDEX "crisis_bulletin_organisation_id_cdf587c2" ON "crisis_bulletin" ("organisation_id");
CREATE INDEX "crisis_bulletin_crisis_id_07f97a76" ON "crisis_bulletin" ("crisis_id");
ALTER TABLE "crisis_learned" ADD CONSTRAINT "crisis_learned_organisation_id_d7123d72_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_learned_author_id_77840ac3" ON "crisis_learned" ("author_id");
CREATE INDEX "crisis_learned_crisis_id_3e13a335" ON "crisis_learned" ("crisis_id");
CREATE INDEX "crisis_learned_organisation_id_d7123d72" ON "crisis_learned" ("organisation_id");
CREATE INDEX "crisis_learned_owner_id_ba98aca2" ON "crisis_learned" ("owner_id");
ALTER TABLE "crisis_line" ADD CONSTRAINT "crisis_line_organisation_id_2c32cd0d_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_line_crisis_id_ab04c10b" ON "crisis_line" ("crisis_id");
CREATE INDEX "crisis_line_member_id_402409ae" ON "crisis_line" ("member_id");
CREATE INDEX "crisis_line_organisation_id_2c32cd0d" ON "crisis_line" ("organisation_id");
ALTER TABLE "crisis_release" ADD CONSTRAINT "crisis_release_organisation_id_834090f1_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_release_by_id_8536a700" ON "crisis_release" ("by_id");
CREATE INDEX "crisis_release_crisis_id_c5113f79" ON "crisis_release" ("crisis_id");
CREATE INDEX "crisis_release_delivery_id_3dfc6865" ON "crisis_release" ("delivery_id");
CREATE INDEX "crisis_release_organisation_id_834090f1" ON "crisis_release" ("organisation_id");
CREATE INDEX "crisis_release_version_id_897c3600" ON "crisis_release" ("version_id");
ALTER TABLE "crisis_statement" ADD CONSTRAINT "crisis_statement_organisation_id_69ad94bd_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_statement_crisis_id_17328387" ON "crisis_statement" ("crisis_id");
CREATE INDEX "crisis_statement_organisation_id_69ad94bd" ON "crisis_statement" ("organisation_id");
CREATE INDEX "crisis_statement_piece_id_0401cf2a" ON "crisis_statement" ("piece_id");
ALTER TABLE "crisis_territory" ADD CONSTRAINT "crisis_territory_organisation_id_f1192a0a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "crisis_territory_organisation_id_f1192a0a" ON "crisis_territory" ("organisation_id");
CREATE INDEX "crisis_on" ON "crisis_crisis" ("organisation_id") WHERE "ended_at" IS NULL;
CREATE INDEX "crisis_newest" ON "crisis_crisis" ("organisation_id", "began_at" DESC, "id" DESC);
CREATE INDEX "crisis_ended" ON "crisis_crisis" ("organisation_id", "ended_at");
ALTER TABLE "crisis_crisis" ADD CONSTRAINT "an_exercise_is_never_shown" CHECK (NOT ("is_exercise" AND "is_shown"));
ALTER TABLE "crisis_crisis" ADD CONSTRAINT "a_crisis_ends_after_it_begins" CHECK (("ended_at" IS NULL OR "ended_at" >= ("began_at")));
CREATE INDEX "check_in_order" ON "crisis_check" ("crisis_id", "place", "id");
ALTER TABLE "crisis_bulletin" ADD CONSTRAINT "each_bulletin_once" UNIQUE ("crisis_id", "audience", "number");
CREATE INDEX "learned_in_order" ON "crisis_learned" ("crisis_id", "at", "id");
CREATE INDEX "learned_due" ON "crisis_learned" ("due_on") WHERE ("done_at" IS NULL AND "due_on" IS NOT NULL AND "told_at" IS NULL);
CREATE INDEX "line_newest" ON "crisis_line" ("crisis_id", "at" DESC, "id" DESC);
ALTER TABLE "crisis_line" ADD CONSTRAINT "each_line_once" UNIQUE ("crisis_id", "occasion");
CREATE INDEX "release_version" ON "crisis_release" ("version_id", "edition");
ALTER TABLE "crisis_release" ADD CONSTRAINT "each_release_once" UNIQUE NULLS NOT DISTINCT ("crisis_id", "version_id", "edition", "delivery_id", "is_rehearsed");
ALTER TABLE "crisis_release" ADD CONSTRAINT "one_thing_is_released" CHECK ((("version_id" IS NULL OR "delivery_id" IS NULL) AND 1 = (CASE WHEN "version_id" IS NULL THEN 1 ELSE 0 END + CASE WHEN "delivery_id" IS NULL THEN 1 ELSE 0 END)));
CREATE INDEX "statement_of" ON "crisis_statement" ("crisis_id", "at" DESC);
ALTER TABLE "crisis_statement" ADD CONSTRAINT "one_statement_per_piece" UNIQUE ("piece_id");
ALTER TABLE "crisis_territory" ADD CONSTRAINT "one_territory_per_name" UNIQUE ("organisation_id", "name");
alter table "crisis_territory" enable row level security;
create policy tenant on "crisis_territory" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_territory" add constraint "crisis_territory_organisation_id_key" unique (organisation_id, id);
alter table "crisis_crisis" enable row level security;
create policy tenant on "crisis_crisis" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_crisis" add constraint "crisis_crisis_organisation_id_key" unique (organisation_id, id);
alter table "crisis_crisis" add constraint "crisis_crisis_ended_by_id_same_organisation" foreign key (organisation_id, "ended_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_crisis" add constraint "crisis_crisis_opened_by_id_same_organisation" foreign key (organisation_id, "opened_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_crisis" add constraint "crisis_crisis_owner_id_same_organisation" foreign key (organisation_id, "owner_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_release" enable row level security;
create policy tenant on "crisis_release" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_release" add constraint "crisis_release_organisation_id_key" unique (organisation_id, id);
alter table "crisis_release" add constraint "crisis_release_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_release" add constraint "crisis_release_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
alter table "crisis_release" add constraint "crisis_release_delivery_id_same_organisation" foreign key (organisation_id, "delivery_id") references "deliveries_delivery" (organisation_id, id) deferrable initially deferred;
alter table "crisis_release" add constraint "crisis_release_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
create function crisis_release_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'crisis_release') then return coalesce(new, old); end if; raise exception 'crisis_release is append-only'; end $liant$;
create trigger append_only before update or delete on "crisis_release" for each row execute function crisis_release_append_only();
alter table "crisis_line" enable row level security;
create policy tenant on "crisis_line" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_line" add constraint "crisis_line_organisation_id_key" unique (organisation_id, id);
alter table "crisis_line" add constraint "crisis_line_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
alter table "crisis_line" add constraint "crisis_line_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create function crisis_line_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'crisis_line') then return coalesce(new, old); end if; raise exception 'crisis_line is append-only'; end $liant$;
create trigger append_only before update or delete on "crisis_line" for each row execute function crisis_line_append_only();
alter table "crisis_bulletin" enable row level security;
create policy tenant on "crisis_bulletin" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_bulletin" add constraint "crisis_bulletin_organisation_id_key" unique (organisation_id, id);
alter table "crisis_bulletin" add constraint "crisis_bulletin_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_bulletin" add constraint "crisis_bulletin_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
create function crisis_bulletin_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'crisis_bulletin') then return coalesce(new, old); end if; raise exception 'crisis_bulletin is append-only'; end $liant$;
create trigger append_only before update or delete on "crisis_bulletin" for each row execute function crisis_bulletin_append_only();
alter table "crisis_check" enable row level security;
create policy tenant on "crisis_check" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_check" add constraint "crisis_check_organisation_id_key" unique (organisation_id, id);
alter table "crisis_check" add constraint "crisis_check_done_by_id_same_organisation" foreign key (organisation_id, "done_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_check" add constraint "crisis_check_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
alter table "crisis_statement" enable row level security;
create policy tenant on "crisis_statement" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_statement" add constraint "crisis_statement_organisation_id_key" unique (organisation_id, id);
alter table "crisis_statement" add constraint "crisis_statement_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
alter table "crisis_statement" add constraint "crisis_statement_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "crisis_learned" enable row level security;
create policy tenant on "crisis_learned" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "crisis_learned" add constraint "crisis_learned_organisation_id_key" unique (organisation_id, id);
alter table "crisis_learned" add constraint "crisis_learned_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "crisis_learned" add constraint "crisis_learned_crisis_id_same_organisation" foreign key (organisation_id, "crisis_id") references "crisis_crisis" (organisation_id, id) deferrable initially deferred;
alter table "crisis_learned" add constraint "crisis_learned_owner_id_same_organisation" foreign key (organisation_id, "owner_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_crises_due(moment timestamptz) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from crisis_crisis where ended_at is null and ((review_at <= moment and review_told_at is null) or (next_update_at <= moment and update_told_at is null)) union select organisation_id from crisis_learned where done_at is null and told_at is null and due_on <= (moment at time zone 'UTC' + interval '14 hours')::date $liant$;
ALTER TABLE "deliveries_delivery" ADD COLUMN "reply_to" jsonb DEFAULT '{}'::jsonb NOT NULL;
ALTER TABLE "deliveries_delivery" ALTER COLUMN "reply_to" DROP DEFAULT;
ALTER TABLE "deliveries_delivery" ADD COLUMN "let_go_at" timestamp with time zone NULL;
CREATE TABLE "direction_finding" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "from_on" date NOT NULL, "to_on" date NOT NULL, "verdict" varchar(20) NOT NULL, "told" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "direction_finding" ADD CONSTRAINT "direction_finding_organisation_id_fbb9d497_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "direction_finding_organisation_id_fbb9d497" ON "direction_finding" ("organisation_id");
CREATE INDEX "finding_newest" ON "direction_finding" ("organisation_id", "at" DESC, "id" DESC);
alter table "direction_finding" enable row level security;
create policy tenant on "direction_finding" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "direction_finding" add constraint "direction_finding_organisation_id_key" unique (organisation_id, id);
CREATE TABLE "door_sender" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "secret" text NOT NULL, "made_at" timestamp with time zone NOT NULL, "heard_at" timestamp with time zone NULL, "revoked_at" timestamp with time zone NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "door_door" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "token" text NOT NULL, "made_at" timestamp with time zone NOT NULL, "closed_at" timestamp with time zone NULL, "refused_at" timestamp with time zone NULL, "refusal" text NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "door_arrival" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "reference" uuid NOT NULL UNIQUE, "key" varchar(600) NOT NULL, "method" varchar(10) NOT NULL, "path" varchar(500) NOT NULL, "query" jsonb NOT NULL, "headers" jsonb NOT NULL, "body" bytea NOT NULL, "remote" varchar(45) NOT NULL, "arrived_at" timestamp with time zone NOT NULL, "state" varchar(20) NOT NULL, "due_at" timestamp with time zone NOT NULL, "attempts" integer NOT NULL, "read_at" timestamp with time zone NULL, "item_count" integer NOT NULL, "told" text NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "sender_id" bigint NULL);
ALTER TABLE "door_sender" ADD CONSTRAINT "door_sender_organisation_id_b50d344a_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "door_sender_channel_id_71e858e7" ON "door_sender" ("channel_id");
CREATE INDEX "door_sender_organisation_id_b50d344a" ON "door_sender" ("organisation_id");
ALTER TABLE "door_door" ADD CONSTRAINT "door_door_organisation_id_610dbe8b_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_open_door" ON "door_door" ("channel_id") WHERE "closed_at" IS NULL;
CREATE INDEX "door_door_token_hash_95a95be7_like" ON "door_door" ("token_hash" varchar_pattern_ops);
CREATE INDEX "door_door_channel_id_4bdfd480" ON "door_door" ("channel_id");
CREATE INDEX "door_door_organisation_id_610dbe8b" ON "door_door" ("organisation_id");
ALTER TABLE "door_arrival" ADD CONSTRAINT "door_arrival_organisation_id_786648e2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "each_arrival_once" ON "door_arrival" ("channel_id", "key") WHERE NOT ("key" = '');
CREATE INDEX "door_arrival_channel_id_2ec3941e" ON "door_arrival" ("channel_id");
CREATE INDEX "door_arrival_organisation_id_786648e2" ON "door_arrival" ("organisation_id");
CREATE INDEX "door_arrival_sender_id_38ef9f2f" ON "door_arrival" ("sender_id");
CREATE INDEX "arrival_due" ON "door_arrival" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "arrival_by_channel" ON "door_arrival" ("channel_id", "id" DESC);
CREATE INDEX "arrival_by_age" ON "door_arrival" ("arrived_at");
alter table "door_door" enable row level security;
create policy tenant on "door_door" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "door_door" add constraint "door_door_organisation_id_key" unique (organisation_id, id);
alter table "door_door" add constraint "door_door_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "door_sender" enable row level security;
create policy tenant on "door_sender" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "door_sender" add constraint "door_sender_organisation_id_key" unique (organisation_id, id);
alter table "door_sender" add constraint "door_sender_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "door_arrival" enable row level security;
create policy tenant on "door_arrival" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "door_arrival" add constraint "door_arrival_organisation_id_key" unique (organisation_id, id);
alter table "door_arrival" add constraint "door_arrival_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "door_arrival" add constraint "door_arrival_sender_id_same_organisation" foreign key (organisation_id, "sender_id") references "door_sender" (organisation_id, id) deferrable initially deferred;
create or replace function liant_door(hashed text) returns table (organisation_id bigint, channel_id bigint, is_open boolean) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, channel_id, closed_at is null from door_door where token_hash = hashed $liant$;
create or replace function liant_waiting_arrivals(moment timestamptz, most integer) returns table (organisation_id bigint, arrival_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select arrival.organisation_id, arrival.id from door_arrival arrival join channels_channel channel on channel.id = arrival.channel_id where arrival.state = 'waiting' and arrival.due_at <= moment and channel.state = 'well' order by arrival.due_at limit most $liant$;
CREATE TABLE "editorial_channelmonth" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "month" date NOT NULL, "said" integer NOT NULL CHECK ("said" >= 0), "relayed" integer NOT NULL CHECK ("relayed" >= 0), "read" integer NOT NULL CHECK ("read" >= 0), "subject" integer NULL CHECK ("subject" >= 0), "ourselves" integer NOT NULL CHECK ("ourselves" >= 0), "addressing" integer NOT NULL CHECK ("addressing" >= 0), "formal" integer NOT NULL CHECK ("formal" >= 0), "asked" integer NOT NULL CHECK ("asked" >= 0), "answered" integer NOT NULL CHECK ("answered" >= 0), "is_partial" boolean NOT NULL, "counted_at" timestamp with time zone NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_month_once_per_channel" UNIQUE ("channel_id", "month"));
CREATE TABLE "editorial_policy" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "edition" integer NOT NULL CHECK ("edition" >= 0), "subject" text NOT NULL, "subject_words" jsonb NOT NULL, "publics" text NOT NULL, "languages" jsonb NOT NULL, "tone" text NOT NULL, "passions" text NOT NULL, "never" text NOT NULL, "pieces_a_week" smallint NULL CHECK ("pieces_a_week" >= 0), "slots" jsonb NOT NULL, "writer_roles" jsonb NOT NULL, "steps" jsonb NOT NULL, "paid_share" smallint NULL CHECK ("paid_share" >= 0), "owned_share" smallint NULL CHECK ("owned_share" >= 0), "earned_share" smallint NULL CHECK ("earned_share" >= 0), "self_talk_ceiling" smallint NULL CHECK ("self_talk_ceiling" >= 0), "why" varchar(300) NOT NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "channel_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_ceiling_is_a_share" CHECK (("self_talk_ceiling" IS NULL OR "self_talk_ceiling" <= 100)));
CREATE TABLE "editorial_showing" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_public" boolean NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "showing_once" UNIQUE ("organisation_id"));
ALTER TABLE "editorial_channelmonth" ADD CONSTRAINT "editorial_channelmon_organisation_id_3be2b2cd_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "editorial_channelmonth_channel_id_8dacd16d" ON "editorial_channelmonth" ("channel_id");
CREATE INDEX "editorial_channelmonth_organisation_id_3be2b2cd" ON "editorial_channelmonth" ("organisation_id");
CREATE INDEX "channelmonth_newest" ON "editorial_channelmonth" ("organisation_id", "month" DESC);
ALTER TABLE "editorial_policy" ADD CONSTRAINT "editorial_policy_organisation_id_658b5974_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "editorial_policy" ADD CONSTRAINT "each_policy_edition_once" UNIQUE NULLS NOT DISTINCT ("organisation_id", "channel_id", "edition");
CREATE INDEX "editorial_policy_author_id_9378b54b" ON "editorial_policy" ("author_id");
CREATE INDEX "editorial_policy_channel_id_ecacc6e0" ON "editorial_policy" ("channel_id");
CREATE INDEX "editorial_policy_organisation_id_658b5974" ON "editorial_policy" ("organisation_id");
ALTER TABLE "editorial_showing" ADD CONSTRAINT "editorial_showing_organisation_id_06679788_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "editorial_showing_organisation_id_06679788" ON "editorial_showing" ("organisation_id");
alter table "editorial_policy" enable row level security;
create policy tenant on "editorial_policy" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "editorial_policy" add constraint "editorial_policy_organisation_id_key" unique (organisation_id, id);
alter table "editorial_policy" add constraint "editorial_policy_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "editorial_policy" add constraint "editorial_policy_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
create function editorial_policy_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'editorial_policy') then return coalesce(new, old); end if; raise exception 'editorial_policy is append-only'; end $liant$;
create trigger append_only before update or delete on "editorial_policy" for each row execute function editorial_policy_append_only();
alter table "editorial_showing" enable row level security;
create policy tenant on "editorial_showing" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "editorial_showing" add constraint "editorial_showing_organisation_id_key" unique (organisation_id, id);
alter table "editorial_channelmonth" enable row level security;
create policy tenant on "editorial_channelmonth" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "editorial_channelmonth" add constraint "editorial_channelmonth_organisation_id_key" unique (organisation_id, id);
alter table "editorial_channelmonth" add constraint "editorial_channelmonth_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "meetings_rotation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(120) NOT NULL, "every_weeks" smallint NOT NULL CHECK ("every_weeks" >= 0), "weekday" smallint NOT NULL CHECK ("weekday" >= 0), "is_across_teams" boolean NOT NULL, "is_laid_out" boolean NOT NULL, "opened_at" timestamp with time zone NOT NULL, "ended_at" timestamp with time zone NULL, "next_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NULL);
CREATE TABLE "meetings_participant" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "agreed_at" timestamp with time zone NOT NULL, "languages" varchar(10)[] NOT NULL, "paused_until" date NULL, "apart" bigint[] NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "rotation_id" bigint NOT NULL);
CREATE TABLE "meetings_round" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "day" date NOT NULL, "stored_at" timestamp with time zone NOT NULL, "seed" bigint NOT NULL, "method" smallint NOT NULL CHECK ("method" >= 0), "version" varchar(40) NOT NULL, "digest" varchar(64) NOT NULL, "basis" text NOT NULL, "outcome" text NOT NULL, "question_fr" varchar(200) NOT NULL, "question_en" varchar(200) NOT NULL, "drawn_at" timestamp with time zone NULL, "written_at" timestamp with time zone NULL, "remind_at" timestamp with time zone NOT NULL, "reminded_at" timestamp with time zone NULL, "closed_at" timestamp with time zone NULL, "people" integer NOT NULL CHECK ("people" >= 0), "held" integer NOT NULL CHECK ("held" >= 0), "not_held" integer NOT NULL CHECK ("not_held" >= 0), "organisation_id" bigint NOT NULL, "rotation_id" bigint NOT NULL);
CREATE TABLE "meetings_partner" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "starts_at" timestamp with time zone NULL, "said" varchar(3) NOT NULL, "mailed_at" timestamp with time zone NULL, "reminded_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "other_id" bigint NOT NULL, "round_id" bigint NOT NULL);
CREATE TABLE "meetings_keptapart" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "first_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "second_id" bigint NOT NULL, CONSTRAINT "kept_apart_once" UNIQUE ("first_id", "second_id"), CONSTRAINT "two_are_kept_apart" CHECK ("first_id" < ("second_id")));
CREATE TABLE "meetings_question" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "fr" varchar(200) NOT NULL, "en" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_question_once" UNIQUE ("organisation_id", "fr"));
CREATE INDEX "rotation_due" ON "meetings_rotation" ("next_at") WHERE "next_at" IS NOT NULL;
CREATE INDEX "rotation_team" ON "meetings_rotation" ("team_id");
ALTER TABLE "meetings_rotation" ADD CONSTRAINT "one_rotation_per_title" UNIQUE ("organisation_id", "title");
ALTER TABLE "meetings_rotation" ADD CONSTRAINT "a_rotation_has_its_rhythm" CHECK (("weekday" < 7 AND "every_weeks" BETWEEN 1 AND 13));
ALTER TABLE "meetings_rotation" ADD CONSTRAINT "a_rotation_goes_on_or_is_over" CHECK ((("ended_at" IS NULL OR "next_at" IS NULL) AND 1 = (CASE WHEN "ended_at" IS NULL THEN 1 ELSE 0 END + CASE WHEN "next_at" IS NULL THEN 1 ELSE 0 END)));
CREATE INDEX "takes_part_member" ON "meetings_participant" ("member_id");
ALTER TABLE "meetings_participant" ADD CONSTRAINT "takes_part_once" UNIQUE ("rotation_id", "member_id");
CREATE INDEX "round_to_remind" ON "meetings_round" ("remind_at") WHERE "reminded_at" IS NULL;
CREATE INDEX "round_to_write" ON "meetings_round" ("stored_at") WHERE "written_at" IS NULL;
ALTER TABLE "meetings_round" ADD CONSTRAINT "each_round_once" UNIQUE ("rotation_id", "number");
CREATE INDEX "partner_latest" ON "meetings_partner" ("member_id", "round_id" DESC);
CREATE INDEX "partner_other" ON "meetings_partner" ("other_id");
ALTER TABLE "meetings_partner" ADD CONSTRAINT "drawn_together_once" UNIQUE ("round_id", "member_id", "other_id");
ALTER TABLE "meetings_partner" ADD CONSTRAINT "nobody_meets_themselves" CHECK (NOT ("member_id" = ("other_id")));
ALTER TABLE "meetings_rotation" ADD CONSTRAINT "meetings_rotation_organisation_id_a383bc5a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_rotation_organisation_id_a383bc5a" ON "meetings_rotation" ("organisation_id");
CREATE INDEX "meetings_rotation_team_id_ea8a10c0" ON "meetings_rotation" ("team_id");
ALTER TABLE "meetings_participant" ADD CONSTRAINT "meetings_participant_organisation_id_810f22cf_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_participant_member_id_4dbab283" ON "meetings_participant" ("member_id");
CREATE INDEX "meetings_participant_organisation_id_810f22cf" ON "meetings_participant" ("organisation_id");
CREATE INDEX "meetings_participant_rotation_id_83232e89" ON "meetings_participant" ("rotation_id");
ALTER TABLE "meetings_round" ADD CONSTRAINT "meetings_round_organisation_id_7b6a1150_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_round_organisation_id_7b6a1150" ON "meetings_round" ("organisation_id");
CREATE INDEX "meetings_round_rotation_id_1e7180a9" ON "meetings_round" ("rotation_id");
ALTER TABLE "meetings_partner" ADD CONSTRAINT "meetings_partner_organisation_id_ce2c4e0a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_partner_member_id_3fd88a82" ON "meetings_partner" ("member_id");
CREATE INDEX "meetings_partner_organisation_id_ce2c4e0a" ON "meetings_partner" ("organisation_id");
CREATE INDEX "meetings_partner_other_id_55893b27" ON "meetings_partner" ("other_id");
CREATE INDEX "meetings_partner_round_id_8d3fec5f" ON "meetings_partner" ("round_id");
ALTER TABLE "meetings_keptapart" ADD CONSTRAINT "meetings_keptapart_organisation_id_b93a240c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_keptapart_first_id_55ce0f68" ON "meetings_keptapart" ("first_id");
CREATE INDEX "meetings_keptapart_organisation_id_b93a240c" ON "meetings_keptapart" ("organisation_id");
CREATE INDEX "meetings_keptapart_second_id_3941d01c" ON "meetings_keptapart" ("second_id");
CREATE INDEX "kept_apart_second" ON "meetings_keptapart" ("second_id");
ALTER TABLE "meetings_question" ADD CONSTRAINT "meetings_question_organisation_id_f87dfbe5_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "meetings_question_organisation_id_f87dfbe5" ON "meetings_question" ("organisation_id");
alter table "meetings_rotation" enable row level security;
create policy tenant on "meetings_rotation" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_rotation" add constraint "meetings_rotation_organisation_id_key" unique (organisation_id, id);
alter table "meetings_rotation" add constraint "meetings_rotation_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "meetings_question" enable row level security;
create policy tenant on "meetings_question" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_question" add constraint "meetings_question_organisation_id_key" unique (organisation_id, id);
alter table "meetings_keptapart" enable row level security;
create policy tenant on "meetings_keptapart" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_keptapart" add constraint "meetings_keptapart_organisation_id_key" unique (organisation_id, id);
alter table "meetings_keptapart" add constraint "meetings_keptapart_first_id_same_organisation" foreign key (organisation_id, "first_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "meetings_keptapart" add constraint "meetings_keptapart_second_id_same_organisation" foreign key (organisation_id, "second_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "meetings_round" enable row level security;
create policy tenant on "meetings_round" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_round" add constraint "meetings_round_organisation_id_key" unique (organisation_id, id);
alter table "meetings_round" add constraint "meetings_round_rotation_id_same_organisation" foreign key (organisation_id, "rotation_id") references "meetings_rotation" (organisation_id, id) deferrable initially deferred;
alter table "meetings_participant" enable row level security;
create policy tenant on "meetings_participant" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_participant" add constraint "meetings_participant_organisation_id_key" unique (organisation_id, id);
alter table "meetings_participant" add constraint "meetings_participant_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "meetings_participant" add constraint "meetings_participant_rotation_id_same_organisation" foreign key (organisation_id, "rotation_id") references "meetings_rotation" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "meetings_partner" enable row level security;
create policy tenant on "meetings_partner" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_partner" add constraint "meetings_partner_organisation_id_key" unique (organisation_id, id);
alter table "meetings_partner" add constraint "meetings_partner_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "meetings_partner" add constraint "meetings_partner_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "meetings_partner" add constraint "meetings_partner_round_id_same_organisation" foreign key (organisation_id, "round_id") references "meetings_round" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "meetings_participant" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "meetings_partner" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_rotations_due(moment timestamptz, most integer) returns table (organisation_id bigint, id bigint, what text) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select due.* from (
        select r.organisation_id, r.id, 'draw' from meetings_rotation r where r.next_at <= moment
        union all select d.organisation_id, d.rotation_id, 'draw' from meetings_round d
            join meetings_rotation r on r.id = d.rotation_id and r.ended_at is null
            where d.drawn_at is null and d.closed_at is null and d.stored_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'write' from meetings_round d
            where d.written_at is null and d.closed_at is null and d.drawn_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'remind' from meetings_round d
            where d.reminded_at is null and d.closed_at is null and d.drawn_at is not null and d.remind_at <= moment
    ) due limit most
 $liant$;
create or replace function liant_rotation_participants(rotation bigint) returns table (member_id bigint, languages text[], paused_until date, apart bigint[]) language sql stable security definer set search_path = public, pg_temp as $liant$ select p.member_id, p.languages::text[], p.paused_until, p.apart from meetings_participant p join accounts_member m on m.id = p.member_id and m.is_active where p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and p.rotation_id = rotation order by p.member_id $liant$;
create or replace function liant_rotation_told(asked bigint) returns table (number integer, met bigint, not_met bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select p.number, count(distinct p.member_id) filter (where p.said = 'met'), count(distinct p.member_id) filter (where p.said = 'not') from meetings_partner p where p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and p.round_id = asked group by p.number order by p.number $liant$;
CREATE TABLE "experiment_plan" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "starts_on" date NOT NULL, "weeks" smallint NOT NULL CHECK ("weeks" >= 0), "weeks_after" smallint NOT NULL CHECK ("weeks_after" >= 0), "extra" double precision NOT NULL, "shows_up" double precision NOT NULL, "power" double precision NULL, "power_error" double precision NULL, "people" integer NOT NULL CHECK ("people" >= 0), "weighed_at" timestamp with time zone NULL, "stopped_at" timestamp with time zone NULL, "stopped_why" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL, "rotation_id" bigint NOT NULL);
CREATE TABLE "experiment_lot" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "seed" bigint NOT NULL, "method" smallint NOT NULL CHECK ("method" >= 0), "version" varchar(40) NOT NULL, "roster" text NOT NULL, "digest" varchar(64) NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "plan_id" bigint NOT NULL);
CREATE TABLE "experiment_finding" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "is_planned" boolean NOT NULL, "result" jsonb NOT NULL, "said_fr" text NOT NULL, "said_en" text NOT NULL, "organisation_id" bigint NOT NULL, "plan_id" bigint NOT NULL);
CREATE TABLE "experiment_registration" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" text NOT NULL, "digest" varchar(64) NOT NULL, "power" double precision NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "plan_id" bigint NOT NULL);
ALTER TABLE "experiment_plan" ADD CONSTRAINT "one_plan_per_rotation" UNIQUE ("rotation_id");
ALTER TABLE "experiment_plan" ADD CONSTRAINT "a_plan_has_its_weeks" CHECK (("weeks" BETWEEN 1 AND 26 AND "weeks_after" BETWEEN 1 AND 26));
ALTER TABLE "experiment_lot" ADD CONSTRAINT "a_plan_is_drawn_once" UNIQUE ("plan_id");
CREATE INDEX "finding_of_plan" ON "experiment_finding" ("plan_id", "at" DESC);
ALTER TABLE "experiment_registration" ADD CONSTRAINT "a_plan_is_frozen_once" UNIQUE ("plan_id");
ALTER TABLE "experiment_plan" ADD CONSTRAINT "experiment_plan_organisation_id_8a10f52f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "experiment_plan_organisation_id_8a10f52f" ON "experiment_plan" ("organisation_id");
CREATE INDEX "experiment_plan_rotation_id_51eb934c" ON "experiment_plan" ("rotation_id");
ALTER TABLE "experiment_lot" ADD CONSTRAINT "experiment_lot_organisation_id_a5841bbd_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "experiment_lot_organisation_id_a5841bbd" ON "experiment_lot" ("organisation_id");
CREATE INDEX "experiment_lot_plan_id_067a4436" ON "experiment_lot" ("plan_id");
ALTER TABLE "experiment_finding" ADD CONSTRAINT "experiment_finding_organisation_id_c4ef3000_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "experiment_finding_organisation_id_c4ef3000" ON "experiment_finding" ("organisation_id");
CREATE INDEX "experiment_finding_plan_id_c31512ba" ON "experiment_finding" ("plan_id");
ALTER TABLE "experiment_registration" ADD CONSTRAINT "experiment_registrat_organisation_id_be30987f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "experiment_registration_organisation_id_be30987f" ON "experiment_registration" ("organisation_id");
CREATE INDEX "experiment_registration_plan_id_d2479bbc" ON "experiment_registration" ("plan_id");
alter table "experiment_plan" enable row level security;
create policy tenant on "experiment_plan" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "experiment_plan" add constraint "experiment_plan_organisation_id_key" unique (organisation_id, id);
alter table "experiment_plan" add constraint "experiment_plan_rotation_id_same_organisation" foreign key (organisation_id, "rotation_id") references "meetings_rotation" (organisation_id, id) deferrable initially deferred;
alter table "experiment_registration" enable row level security;
create policy tenant on "experiment_registration" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "experiment_registration" add constraint "experiment_registration_organisation_id_key" unique (organisation_id, id);
alter table "experiment_registration" add constraint "experiment_registration_plan_id_same_organisation" foreign key (organisation_id, "plan_id") references "experiment_plan" (organisation_id, id) deferrable initially deferred;
alter table "experiment_lot" enable row level security;
create policy tenant on "experiment_lot" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "experiment_lot" add constraint "experiment_lot_organisation_id_key" unique (organisation_id, id);
alter table "experiment_lot" add constraint "experiment_lot_plan_id_same_organisation" foreign key (organisation_id, "plan_id") references "experiment_plan" (organisation_id, id) deferrable initially deferred;
alter table "experiment_finding" enable row level security;
create policy tenant on "experiment_finding" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "experiment_finding" add constraint "experiment_finding_organisation_id_key" unique (organisation_id, id);
alter table "experiment_finding" add constraint "experiment_finding_plan_id_same_organisation" foreign key (organisation_id, "plan_id") references "experiment_plan" (organisation_id, id) deferrable initially deferred;
create function experiment_registration_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'experiment_registration') then return coalesce(new, old); end if; raise exception 'experiment_registration is append-only'; end $liant$;
create trigger append_only before update or delete on "experiment_registration" for each row execute function experiment_registration_append_only();
create function experiment_finding_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'experiment_finding') then return coalesce(new, old); end if; raise exception 'experiment_finding is append-only'; end $liant$;
create trigger append_only before update or delete on "experiment_finding" for each row execute function experiment_finding_append_only();
create or replace function liant_experiments_due(moment timestamptz) returns table (organisation_id bigint, id bigint, what text) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select p.organisation_id, p.id, case when l.id is null then 'draw' else 'look' end
    from experiment_plan p join experiment_registration r on r.plan_id = p.id left join experiment_lot l on l.plan_id = p.id
    where p.stopped_at is null and (l.id is null or (
        p.starts_on + 7 * (p.weeks + p.weeks_after) <= moment::date
        and not exists (select 1 from experiment_finding f where f.plan_id = p.id and f.is_planned)))
    limit 500
 $liant$;
CREATE TABLE "experiment_spotlight" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "week" smallint NOT NULL CHECK ("week" >= 0), "number" integer NOT NULL CHECK ("number" >= 0), "from_on" date NOT NULL, "until_on" date NOT NULL, "shown_at" timestamp with time zone NULL, "shown_in" varchar(4) NOT NULL, "is_muted" boolean NOT NULL);
ALTER TABLE "experiment_plan" ADD COLUMN "has_meeting" boolean DEFAULT true NOT NULL;
ALTER TABLE "experiment_plan" ALTER COLUMN "has_meeting" DROP DEFAULT;
ALTER TABLE "experiment_plan" ADD COLUMN "has_spotlight" boolean DEFAULT false NOT NULL;
ALTER TABLE "experiment_plan" ALTER COLUMN "has_spotlight" DROP DEFAULT;
ALTER TABLE "experiment_plan" ADD COLUMN "shown" double precision DEFAULT 0.75 NOT NULL;
ALTER TABLE "experiment_plan" ALTER COLUMN "shown" DROP DEFAULT;
ALTER TABLE "experiment_plan" ADD COLUMN "tie_extra" double precision DEFAULT 0.05 NOT NULL;
ALTER TABLE "experiment_plan" ALTER COLUMN "tie_extra" DROP DEFAULT;
ALTER TABLE "experiment_plan" ADD COLUMN "tie_power" double precision NULL;
ALTER TABLE "experiment_plan" ADD COLUMN "tie_power_error" double precision NULL;
ALTER TABLE "experiment_registration" ADD COLUMN "tie_power" double precision NULL;
ALTER TABLE "experiment_registration" ALTER COLUMN "power" DROP NOT NULL;
ALTER TABLE "experiment_plan" ADD CONSTRAINT "a_plan_has_an_arm" CHECK (("has_meeting" OR "has_spotlight"));
ALTER TABLE "experiment_spotlight" ADD COLUMN "member_id" bigint NOT NULL;
ALTER TABLE "experiment_spotlight" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "experiment_spotlight_organisation_id_c4cbaebe_fk_tenancy_o" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "experiment_spotlight_organisation_id_c4cbaebe_fk_tenancy_o" IMMEDIATE;
ALTER TABLE "experiment_spotlight" ADD COLUMN "other_id" bigint NOT NULL;
ALTER TABLE "experiment_spotlight" ADD COLUMN "plan_id" bigint NOT NULL;
CREATE INDEX "put_first_for" ON "experiment_spotlight" ("member_id", "from_on");
CREATE INDEX "put_first_whom" ON "experiment_spotlight" ("other_id");
ALTER TABLE "experiment_spotlight" ADD CONSTRAINT "one_put_first_a_week" UNIQUE ("plan_id", "member_id", "week");
ALTER TABLE "experiment_spotlight" ADD CONSTRAINT "nobody_is_put_first_for_themselves" CHECK (NOT ("member_id" = ("other_id")));
ALTER TABLE "experiment_spotlight" ADD CONSTRAINT "put_first_for_a_time" CHECK ("from_on" < ("until_on"));
alter table "experiment_spotlight" enable row level security;
create policy tenant on "experiment_spotlight" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "experiment_spotlight" add constraint "experiment_spotlight_organisation_id_key" unique (organisation_id, id);
alter table "experiment_spotlight" add constraint "experiment_spotlight_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "experiment_spotlight" add constraint "experiment_spotlight_other_id_same_organisation" foreign key (organisation_id, "other_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "experiment_spotlight" add constraint "experiment_spotlight_plan_id_same_organisation" foreign key (organisation_id, "plan_id") references "experiment_plan" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "experiment_spotlight" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_spotlights_shown(asked bigint) returns table (week integer, number integer) language sql stable security definer set search_path = public, pg_temp as $liant$ select distinct s.week::integer, s.number::integer from experiment_spotlight s where s.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and s.plan_id = asked and s.shown_at is not null $liant$;
create or replace function liant_forget_spotlights(asked bigint) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ with gone as (delete from experiment_spotlight s where s.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and s.plan_id = asked returning 1) select count(*) from gone $liant$;
CREATE INDEX "experiment_spotlight_member_id_251f32c9" ON "experiment_spotlight" ("member_id");
CREATE INDEX "experiment_spotlight_organisation_id_c4cbaebe" ON "experiment_spotlight" ("organisation_id");
CREATE INDEX "experiment_spotlight_other_id_744e9b2a" ON "experiment_spotlight" ("other_id");
CREATE INDEX "experiment_spotlight_plan_id_648992ba" ON "experiment_spotlight" ("plan_id");
CREATE TABLE "expertise_card" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "slug" varchar(60) NOT NULL, "name" varchar(120) NOT NULL, "words" jsonb NOT NULL, "topics" varchar(60)[] NOT NULL, "links" varchar(500)[] NOT NULL, "is_found" boolean NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "expertise_chosen" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(6) NOT NULL, "title" varchar(300) NOT NULL, "url" varchar(2000) NOT NULL, "language" varchar(10) NOT NULL, "on" date NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "expertise_page" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "slug" varchar(60) NOT NULL, "content" jsonb NOT NULL, "is_found" boolean NOT NULL, "published_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "card_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "expertise_talk" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(300) NOT NULL, "place" varchar(200) NOT NULL, "on" date NOT NULL, "url" varchar(2000) NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "expertise_card" ADD CONSTRAINT "one_card_each" UNIQUE ("member_id");
ALTER TABLE "expertise_chosen" ADD CONSTRAINT "shown_once" UNIQUE ("member_id", "url");
ALTER TABLE "expertise_page" ADD CONSTRAINT "one_page_each" UNIQUE ("card_id");
ALTER TABLE "expertise_page" ADD CONSTRAINT "one_page_at_an_address" UNIQUE ("organisation_id", "slug");
CREATE INDEX "talk_of" ON "expertise_talk" ("member_id", "on" DESC, "id" DESC);
ALTER TABLE "expertise_card" ADD CONSTRAINT "expertise_card_organisation_id_ac779701_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "expertise_card_slug_998d0939" ON "expertise_card" ("slug");
CREATE INDEX "expertise_card_slug_998d0939_like" ON "expertise_card" ("slug" varchar_pattern_ops);
CREATE INDEX "expertise_card_member_id_00c101f6" ON "expertise_card" ("member_id");
CREATE INDEX "expertise_card_organisation_id_ac779701" ON "expertise_card" ("organisation_id");
ALTER TABLE "expertise_chosen" ADD CONSTRAINT "expertise_chosen_organisation_id_35985b6f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "expertise_chosen_member_id_1bc01e8a" ON "expertise_chosen" ("member_id");
CREATE INDEX "expertise_chosen_organisation_id_35985b6f" ON "expertise_chosen" ("organisation_id");
ALTER TABLE "expertise_page" ADD CONSTRAINT "expertise_page_organisation_id_603474a3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "expertise_page_slug_ea04fd55" ON "expertise_page" ("slug");
CREATE INDEX "expertise_page_slug_ea04fd55_like" ON "expertise_page" ("slug" varchar_pattern_ops);
CREATE INDEX "expertise_page_card_id_9b1341c7" ON "expertise_page" ("card_id");
CREATE INDEX "expertise_page_organisation_id_603474a3" ON "expertise_page" ("organisation_id");
ALTER TABLE "expertise_talk" ADD CONSTRAINT "expertise_talk_organisation_id_116f035e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "expertise_talk_member_id_43992888" ON "expertise_talk" ("member_id");
CREATE INDEX "expertise_talk_organisation_id_116f035e" ON "expertise_talk" ("organisation_id");
alter table "expertise_card" enable row level security;
create policy tenant on "expertise_card" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "expertise_card" add constraint "expertise_card_organisation_id_key" unique (organisation_id, id);
alter table "expertise_card" add constraint "expertise_card_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "expertise_chosen" enable row level security;
create policy tenant on "expertise_chosen" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "expertise_chosen" add constraint "expertise_chosen_organisation_id_key" unique (organisation_id, id);
alter table "expertise_chosen" add constraint "expertise_chosen_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "expertise_talk" enable row level security;
create policy tenant on "expertise_talk" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "expertise_talk" add constraint "expertise_talk_organisation_id_key" unique (organisation_id, id);
alter table "expertise_talk" add constraint "expertise_talk_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "expertise_page" enable row level security;
create policy tenant on "expertise_page" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "expertise_page" add constraint "expertise_page_organisation_id_key" unique (organisation_id, id);
alter table "expertise_page" add constraint "expertise_page_card_id_same_organisation" foreign key (organisation_id, "card_id") references "expertise_card" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "expertise_card" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "expertise_chosen" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "expertise_talk" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_expert_page_stands(wanted bigint) returns boolean language sql stable security definer set search_path = public, pg_temp as $liant$ select exists (select 1 from expertise_page p join expertise_card c on c.organisation_id = p.organisation_id and c.id = p.card_id join accounts_member m on m.organisation_id = c.organisation_id and m.id = c.member_id where p.id = wanted and m.is_active and p.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) $liant$;
CREATE TABLE "waiting_wait" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "hat" varchar(20) NOT NULL, "intent" varchar(20) NOT NULL, "due" varchar(10) NOT NULL, "since" timestamp with time zone NOT NULL, "is_public" boolean NOT NULL, "is_measured" boolean NOT NULL, "is_history" boolean NOT NULL, "promised_seconds" integer NULL CHECK ("promised_seconds" >= 0), "due_at" timestamp with time zone NULL, "next_step_at" timestamp with time zone NULL, "warned_at" timestamp with time zone NULL, "escalated_at" timestamp with time zone NULL, "raised_at" timestamp with time zone NULL, "ended_at" timestamp with time zone NULL, "ending" varchar(20) NOT NULL, "reason" varchar(300) NOT NULL, "working_seconds" integer NULL CHECK ("working_seconds" >= 0), "channel_id" bigint NOT NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NULL, CONSTRAINT "a_wait_ends_after_it_began_and_says_how" CHECK ((("ended_at" IS NULL AND "ending" = '') OR ("ended_at" >= ("since") AND NOT ("ending" = '')))));
CREATE TABLE "waiting_notice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "step" varchar(10) NOT NULL, "noted_at" timestamp with time zone NOT NULL, "mailed_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "wait_id" bigint NOT NULL, CONSTRAINT "told_once" UNIQUE ("wait_id", "member_id", "step"));
CREATE TABLE "waiting_daycount" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "hat" varchar(20) NOT NULL, "intent" varchar(20) NOT NULL, "counts" jsonb NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_day_counted_once" UNIQUE ("organisation_id", "day", "hat", "intent", "channel_id"));
CREATE TABLE "waiting_publication" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_on" boolean NOT NULL, "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "publication_once" UNIQUE ("organisation_id"));
CREATE TABLE "waiting_target" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "hat" varchar(20) NOT NULL, "intent" varchar(20) NOT NULL, "amount" smallint NOT NULL CHECK ("amount" >= 0), "unit" varchar(10) NOT NULL, "is_on" boolean NOT NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NULL, CONSTRAINT "one_target_each" UNIQUE ("organisation_id", "hat", "intent"), CONSTRAINT "a_target_takes_time" CHECK ("amount" >= 1));
ALTER TABLE "waiting_wait" ADD CONSTRAINT "waiting_wait_organisation_id_1beeefda_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_wait_at_a_time" ON "waiting_wait" ("conversation_id") WHERE "ended_at" IS NULL;
CREATE INDEX "waiting_wait_channel_id_a7a2d842" ON "waiting_wait" ("channel_id");
CREATE INDEX "waiting_wait_conversation_id_5b082649" ON "waiting_wait" ("conversation_id");
CREATE INDEX "waiting_wait_organisation_id_1beeefda" ON "waiting_wait" ("organisation_id");
CREATE INDEX "waiting_wait_team_id_32596693" ON "waiting_wait" ("team_id");
CREATE INDEX "wait_next_step" ON "waiting_wait" ("next_step_at") WHERE "next_step_at" IS NOT NULL;
CREATE INDEX "wait_due" ON "waiting_wait" ("organisation_id", "due", "due_at", "id") WHERE "ended_at" IS NULL;
CREATE INDEX "wait_due_hat" ON "waiting_wait" ("organisation_id", "due", "hat", "due_at", "id") WHERE "ended_at" IS NULL;
CREATE INDEX "wait_since" ON "waiting_wait" ("organisation_id", "since");
CREATE INDEX "wait_of_conversation" ON "waiting_wait" ("conversation_id", "since" DESC);
ALTER TABLE "waiting_notice" ADD CONSTRAINT "waiting_notice_organisation_id_40807212_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_notice_member_id_f934032e" ON "waiting_notice" ("member_id");
CREATE INDEX "waiting_notice_organisation_id_40807212" ON "waiting_notice" ("organisation_id");
CREATE INDEX "waiting_notice_wait_id_ee773ee4" ON "waiting_notice" ("wait_id");
CREATE INDEX "notice_of_member" ON "waiting_notice" ("member_id", "noted_at" DESC);
ALTER TABLE "waiting_daycount" ADD CONSTRAINT "waiting_daycount_organisation_id_1b79b63f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_daycount_channel_id_99cad21b" ON "waiting_daycount" ("channel_id");
CREATE INDEX "waiting_daycount_organisation_id_1b79b63f" ON "waiting_daycount" ("organisation_id");
ALTER TABLE "waiting_publication" ADD CONSTRAINT "waiting_publication_organisation_id_4a2bbc8f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_publication_organisation_id_4a2bbc8f" ON "waiting_publication" ("organisation_id");
ALTER TABLE "waiting_target" ADD CONSTRAINT "waiting_target_organisation_id_f5492292_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_target_organisation_id_f5492292" ON "waiting_target" ("organisation_id");
CREATE INDEX "waiting_target_team_id_49a21407" ON "waiting_target" ("team_id");
CREATE TABLE "waiting_standing" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "language" varchar(10) NOT NULL, "created_at" timestamp with time zone NOT NULL, "expires_at" timestamp with time zone NOT NULL, "revoked_at" timestamp with time zone NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "waiting_acknowledged" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "acknowledged_once" UNIQUE ("conversation_id"));
CREATE TABLE "waiting_acknowledgement" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "hat" varchar(20) NOT NULL, "texts" jsonb NOT NULL, "has_link" boolean NOT NULL, "is_on" boolean NOT NULL, "switched_on_at" timestamp with time zone NULL, "channel_id" bigint NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_acknowledgement_each" UNIQUE ("channel_id", "hat"));
CREATE TABLE "waiting_asking" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "hat" varchar(20) NOT NULL, "is_on" boolean NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_asking_per_hat" UNIQUE ("organisation_id", "hat"));
CREATE TABLE "waiting_satisfaction" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "hat" varchar(20) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "language" varchar(10) NOT NULL, "asked_at" timestamp with time zone NOT NULL, "expires_at" timestamp with time zone NOT NULL, "face" smallint NULL CHECK ("face" >= 0), "answered_at" timestamp with time zone NULL, "comment_id" bigint NULL, "conversation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "asked_once" UNIQUE ("conversation_id"));
ALTER TABLE "waiting_standing" ADD CONSTRAINT "waiting_standing_organisation_id_6b678856_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_standing_token_hash_4ca2e3fd_like" ON "waiting_standing" ("token_hash" varchar_pattern_ops);
CREATE INDEX "waiting_standing_conversation_id_2305ebbd" ON "waiting_standing" ("conversation_id");
CREATE INDEX "waiting_standing_organisation_id_6b678856" ON "waiting_standing" ("organisation_id");
ALTER TABLE "waiting_acknowledged" ADD CONSTRAINT "waiting_acknowledged_organisation_id_2a946490_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_acknowledged_conversation_id_91512bb8" ON "waiting_acknowledged" ("conversation_id");
CREATE INDEX "waiting_acknowledged_organisation_id_2a946490" ON "waiting_acknowledged" ("organisation_id");
ALTER TABLE "waiting_acknowledgement" ADD CONSTRAINT "waiting_acknowledgem_organisation_id_75cf7e68_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_acknowledgement_channel_id_65ab71cd" ON "waiting_acknowledgement" ("channel_id");
CREATE INDEX "waiting_acknowledgement_member_id_d81a6f31" ON "waiting_acknowledgement" ("member_id");
CREATE INDEX "waiting_acknowledgement_organisation_id_75cf7e68" ON "waiting_acknowledgement" ("organisation_id");
ALTER TABLE "waiting_asking" ADD CONSTRAINT "waiting_asking_organisation_id_580f5409_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_asking_member_id_8a6166fb" ON "waiting_asking" ("member_id");
CREATE INDEX "waiting_asking_organisation_id_580f5409" ON "waiting_asking" ("organisation_id");
ALTER TABLE "waiting_satisfaction" ADD CONSTRAINT "waiting_satisfaction_organisation_id_88a05ea0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "waiting_satisfaction_token_hash_e0fa9f67_like" ON "waiting_satisfaction" ("token_hash" varchar_pattern_ops);
CREATE INDEX "waiting_satisfaction_comment_id_2b7f9278" ON "waiting_satisfaction" ("comment_id");
CREATE INDEX "waiting_satisfaction_conversation_id_db6dca61" ON "waiting_satisfaction" ("conversation_id");
CREATE INDEX "waiting_satisfaction_organisation_id_88a05ea0" ON "waiting_satisfaction" ("organisation_id");
CREATE INDEX "satisfaction_asked" ON "waiting_satisfaction" ("organisation_id", "asked_at");
alter table "waiting_target" enable row level security;
create policy tenant on "waiting_target" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_target" add constraint "waiting_target_organisation_id_key" unique (organisation_id, id);
alter table "waiting_target" add constraint "waiting_target_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "waiting_wait" enable row level security;
create policy tenant on "waiting_wait" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_wait" add constraint "waiting_wait_organisation_id_key" unique (organisation_id, id);
alter table "waiting_wait" add constraint "waiting_wait_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "waiting_wait" add constraint "waiting_wait_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "waiting_wait" add constraint "waiting_wait_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "waiting_notice" enable row level security;
create policy tenant on "waiting_notice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_notice" add constraint "waiting_notice_organisation_id_key" unique (organisation_id, id);
alter table "waiting_notice" add constraint "waiting_notice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "waiting_notice" add constraint "waiting_notice_wait_id_same_organisation" foreign key (organisation_id, "wait_id") references "waiting_wait" (organisation_id, id) deferrable initially deferred;
alter table "waiting_daycount" enable row level security;
create policy tenant on "waiting_daycount" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_daycount" add constraint "waiting_daycount_organisation_id_key" unique (organisation_id, id);
alter table "waiting_daycount" add constraint "waiting_daycount_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "waiting_publication" enable row level security;
create policy tenant on "waiting_publication" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_publication" add constraint "waiting_publication_organisation_id_key" unique (organisation_id, id);
alter table "waiting_acknowledgement" enable row level security;
create policy tenant on "waiting_acknowledgement" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_acknowledgement" add constraint "waiting_acknowledgement_organisation_id_key" unique (organisation_id, id);
alter table "waiting_acknowledgement" add constraint "waiting_acknowledgement_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "waiting_acknowledgement" add constraint "waiting_acknowledgement_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "waiting_acknowledged" enable row level security;
create policy tenant on "waiting_acknowledged" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_acknowledged" add constraint "waiting_acknowledged_organisation_id_key" unique (organisation_id, id);
alter table "waiting_acknowledged" add constraint "waiting_acknowledged_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "waiting_standing" enable row level security;
create policy tenant on "waiting_standing" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_standing" add constraint "waiting_standing_organisation_id_key" unique (organisation_id, id);
alter table "waiting_standing" add constraint "waiting_standing_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "waiting_asking" enable row level security;
create policy tenant on "waiting_asking" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_asking" add constraint "waiting_asking_organisation_id_key" unique (organisation_id, id);
alter table "waiting_asking" add constraint "waiting_asking_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "waiting_satisfaction" enable row level security;
create policy tenant on "waiting_satisfaction" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "waiting_satisfaction" add constraint "waiting_satisfaction_organisation_id_key" unique (organisation_id, id);
alter table "waiting_satisfaction" add constraint "waiting_satisfaction_comment_id_same_organisation" foreign key (organisation_id, "comment_id") references "inbox_message" (organisation_id, id) deferrable initially deferred;
alter table "waiting_satisfaction" add constraint "waiting_satisfaction_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
create function waiting_follow() returns trigger language plpgsql as $liant$
declare
    was jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}'::jsonb end;
    is_merged boolean := new.merged_into_id is not null;
    is_waiting boolean := new.waiting_since is not null and new.due <> 'nothing' and new.state <> 'closed'
                          and not is_merged;
    is_answer boolean := new.answered_at is not null
                         and (was ->> 'answered_at')::timestamptz is distinct from new.answered_at;
    running waiting_wait%rowtype;
    how text;
    moment timestamptz;
begin
    select * into running from waiting_wait where conversation_id = new.id and ended_at is null;
    if running.id is not null and (not is_waiting or (new.waiting_since > running.since and is_answer)) then
        how := case
            when is_merged then 'merged'
            when is_answer and new.answered_at = new.closed_at then 'elsewhere'
            when is_answer and exists (
                select from inbox_message m where m.conversation_id = new.id and m.direction = 'ours'
                and m.item_id is not null and m.at = new.answered_at) then 'elsewhere'
            when is_answer and running.due = 'thanks' then 'thanked'
            when is_answer then 'answered'
            when new.state = 'closed' then 'closed'
            when new.due = 'nothing' then 'nothing_due'
            else 'withdrawn'
        end;
        moment := case when is_answer then new.answered_at when how = 'closed' then coalesce(new.closed_at, now())
                       else now() end;
        update waiting_wait set ended_at = greatest(moment, since), ending = how, is_measured = false,
            reason = case when new.state = 'closed' then new.closed_because else '' end, next_step_at = since
            where id = running.id;
        running := null;
    end if;
    if not is_waiting then
        return null;
    end if;
    if running.id is null then
        update waiting_wait set ended_at = null, ending = '', reason = '', working_seconds = null, is_measured = false,
            hat = new.hat, intent = new.intent, due = new.due, next_step_at = since
            where id = (select max(id) from waiting_wait where conversation_id = new.id and since = new.waiting_since);
        if not found then
            insert into waiting_wait (organisation_id, conversation_id, channel_id, hat, intent, due, since, is_public,
                    is_measured, is_history, next_step_at, ending, reason)
                values (new.organisation_id, new.id, new.channel_id, new.hat, new.intent, new.due, new.waiting_since,
                    new.is_public, false, false, new.waiting_since, '', '');
        end if;
    elsif (running.since, running.hat, running.intent, running.due)
            is distinct from (new.waiting_since, new.hat, new.intent, new.due) then
        update waiting_wait set since = new.waiting_since, hat = new.hat, intent = new.intent, due = new.due,
            is_measured = false, next_step_at = new.waiting_since where id = running.id;
    end if;
    return null;
end $liant$;
create trigger waiting_follow after insert or update on inbox_conversation
for each row execute function waiting_follow();
insert into waiting_wait (organisation_id, conversation_id, channel_id, hat, intent, due, since, is_public, is_measured,
        is_history, next_step_at, ending, reason)
    select organisation_id, id, channel_id, hat, intent, due, waiting_since, is_public, false, false, waiting_since, '', ''
    from inbox_conversation where waiting_since is not null and due <> 'nothing' and state <> 'closed';
create or replace function liant_waits_due(moment timestamptz, most integer) returns table (organisation_id bigint, wait_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from waiting_wait where next_step_at <= moment order by next_step_at limit most $liant$;
create or replace function liant_standing_organisation(hash text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from waiting_standing where token_hash = hash $liant$;
create or replace function liant_satisfaction_organisation(hash text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from waiting_satisfaction where token_hash = hash $liant$;
CREATE TABLE "listening_correction" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "intent" varchar(20) NOT NULL, "was" varchar(20) NOT NULL, "corrected_at" timestamp with time zone NOT NULL, "corrected_by_id" bigint NULL, "item_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_correction_per_item" UNIQUE ("item_id"));
CREATE TABLE "listening_mention" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "published_at" timestamp with time zone NOT NULL, "heard_at" timestamp with time zone NOT NULL, "matches" jsonb NOT NULL, "query_names" jsonb NOT NULL, "language" varchar(10) NOT NULL, "intent" varchar(20) NOT NULL, "intents" jsonb NOT NULL, "sentiment" double precision NULL, "conduct" jsonb NOT NULL, "reasons" jsonb NOT NULL, "item_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_mention_per_item" UNIQUE ("item_id"));
CREATE TABLE "listening_savedquery" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "expr" text NOT NULL, "must" jsonb NOT NULL, "must_not" jsonb NOT NULL, "is_on" boolean NOT NULL, "version" integer NOT NULL, "changed_at" timestamp with time zone NOT NULL, "changed_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_query_per_name" UNIQUE ("organisation_id", "name"));
ALTER TABLE "listening_correction" ADD CONSTRAINT "listening_correction_organisation_id_70b1a2ba_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "listening_correction_corrected_by_id_5c5f64fa" ON "listening_correction" ("corrected_by_id");
CREATE INDEX "listening_correction_item_id_fdb0b607" ON "listening_correction" ("item_id");
CREATE INDEX "listening_correction_organisation_id_70b1a2ba" ON "listening_correction" ("organisation_id");
ALTER TABLE "listening_mention" ADD CONSTRAINT "listening_mention_organisation_id_efd63a23_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "listening_mention_item_id_a879676d" ON "listening_mention" ("item_id");
CREATE INDEX "listening_mention_organisation_id_efd63a23" ON "listening_mention" ("organisation_id");
CREATE INDEX "mention_newest" ON "listening_mention" ("organisation_id", "published_at" DESC, "id" DESC);
CREATE INDEX "mention_by_intent" ON "listening_mention" ("organisation_id", "intent", "published_at" DESC, "id" DESC);
ALTER TABLE "listening_savedquery" ADD CONSTRAINT "listening_savedquery_organisation_id_d1a3c12a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "listening_savedquery_changed_by_id_d74cbb05" ON "listening_savedquery" ("changed_by_id");
CREATE INDEX "listening_savedquery_organisation_id_d1a3c12a" ON "listening_savedquery" ("organisation_id");
alter table "listening_savedquery" enable row level security;
create policy tenant on "listening_savedquery" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "listening_savedquery" add constraint "listening_savedquery_organisation_id_key" unique (organisation_id, id);
alter table "listening_savedquery" add constraint "listening_savedquery_changed_by_id_same_organisation" foreign key (organisation_id, "changed_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "listening_mention" enable row level security;
create policy tenant on "listening_mention" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "listening_mention" add constraint "listening_mention_organisation_id_key" unique (organisation_id, id);
alter table "listening_mention" add constraint "listening_mention_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "listening_correction" enable row level security;
create policy tenant on "listening_correction" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "listening_correction" add constraint "listening_correction_organisation_id_key" unique (organisation_id, id);
alter table "listening_correction" add constraint "listening_correction_corrected_by_id_same_organisation" foreign key (organisation_id, "corrected_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "listening_correction" add constraint "listening_correction_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "figures_heard" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "intent" varchar(20) NOT NULL, "tone" varchar(12) NOT NULL, "language" varchar(10) NOT NULL, "count" integer NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "heard_counted_once" UNIQUE ("organisation_id", "day", "channel_id", "intent", "tone", "language"));
CREATE TABLE "figures_praise" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "hat" varchar(20) NOT NULL, "owed" integer NOT NULL, "thanked" integer NOT NULL, "within_a_day" integer NOT NULL, "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "praise_counted_once" UNIQUE ("organisation_id", "day", "channel_id", "hat"));
ALTER TABLE "figures_heard" ADD CONSTRAINT "figures_heard_organisation_id_d4f748bc_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "figures_heard_channel_id_3d2c54f0" ON "figures_heard" ("channel_id");
CREATE INDEX "figures_heard_organisation_id_d4f748bc" ON "figures_heard" ("organisation_id");
ALTER TABLE "figures_praise" ADD CONSTRAINT "figures_praise_organisation_id_1d9b27d9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "figures_praise_channel_id_517cca06" ON "figures_praise" ("channel_id");
CREATE INDEX "figures_praise_organisation_id_1d9b27d9" ON "figures_praise" ("organisation_id");
alter table "figures_heard" enable row level security;
create policy tenant on "figures_heard" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "figures_heard" add constraint "figures_heard_organisation_id_key" unique (organisation_id, id);
alter table "figures_heard" add constraint "figures_heard_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "figures_praise" enable row level security;
create policy tenant on "figures_praise" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "figures_praise" add constraint "figures_praise_organisation_id_key" unique (organisation_id, id);
alter table "figures_praise" add constraint "figures_praise_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
create function figures_day(house bigint, moment timestamptz) returns date language sql stable as $liant$
    select (moment at time zone time_zone)::date from tenancy_organisation where id = house
$liant$;
create function figures_tone(sentiment double precision) returns text language sql immutable as $liant$
    select case when sentiment is null then 'unread' when sentiment >= 0.3 then 'favourable'
                when sentiment <= -0.3 then 'unfavourable' else 'neutral' end
$liant$;
create function figures_add_heard(house bigint, channel bigint, said_at timestamptz, kind text, sentiment double precision,
    tongue text, step integer) returns void language plpgsql as $liant$
declare
    counted_on date := figures_day(house, said_at);
begin
    if channel is null or counted_on is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(house));
    insert into figures_heard as heard (organisation_id, day, channel_id, intent, tone, language, count)
        values (house, counted_on, channel, kind, figures_tone(sentiment), tongue, step)
        on conflict (organisation_id, day, channel_id, intent, tone, language)
        do update set count = heard.count + excluded.count;
end $liant$;
create function figures_follow_mention() returns trigger language plpgsql as $liant$
declare
    said record;
begin
    select channel_id, withdrawn_at into said from channels_item
        where id = case when tg_op = 'DELETE' then old.item_id else new.item_id end;
    if said.channel_id is null or said.withdrawn_at is not null then
        return null;
    end if;
    if tg_op <> 'INSERT' then
        perform figures_add_heard(old.organisation_id, said.channel_id, old.published_at, old.intent, old.sentiment,
            old.language, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform figures_add_heard(new.organisation_id, said.channel_id, new.published_at, new.intent, new.sentiment,
            new.language, 1);
    end if;
    return null;
end $liant$;
create function figures_follow_item() returns trigger language plpgsql as $liant$
declare
    mention listening_mention%rowtype;
begin
    for mention in select * from listening_mention where item_id = new.id and organisation_id = new.organisation_id loop
        perform figures_add_heard(mention.organisation_id, new.channel_id, mention.published_at, mention.intent,
            mention.sentiment, mention.language, case when new.withdrawn_at is null then 1 else -1 end);
    end loop;
    return null;
end $liant$;
create function figures_add_praise(wait waiting_wait, step integer) returns void language plpgsql as $liant$
declare
    counted_on date := figures_day(wait.organisation_id, wait.since);
    was_thanked boolean := wait.ending in ('answered', 'thanked', 'elsewhere');
begin
    if wait.due <> 'thanks' or wait.is_history or wait.ending in ('withdrawn', 'nothing_due', 'merged')
            or counted_on is null then
        return;
    end if;
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(wait.organisation_id));
    insert into figures_praise as praise (organisation_id, day, channel_id, hat, owed, thanked, within_a_day)
        values (wait.organisation_id, counted_on, wait.channel_id, wait.hat, step,
            case when was_thanked then step else 0 end,
            case when was_thanked and wait.ended_at - wait.since <= interval '24 hours' then step else 0 end)
        on conflict (organisation_id, day, channel_id, hat)
        do update set owed = praise.owed + excluded.owed, thanked = praise.thanked + excluded.thanked,
            within_a_day = praise.within_a_day + excluded.within_a_day;
end $liant$;
create function figures_follow_wait() returns trigger language plpgsql as $liant$
begin
    if tg_op <> 'INSERT' then
        perform figures_add_praise(old, -1);
    end if;
    if tg_op <> 'DELETE' then
        perform figures_add_praise(new, 1);
    end if;
    return null;
end $liant$;
create function figures_recount(house bigint) returns void language plpgsql as $liant$
declare
    wait waiting_wait%rowtype;
begin
    perform pg_advisory_xact_lock(hashtext('liant figures'), hashint8(house));
    delete from figures_heard where organisation_id = house;
    delete from figures_praise where organisation_id = house;
    insert into figures_heard (organisation_id, day, channel_id, intent, tone, language, count)
        select house, (mention.published_at at time zone organisation.time_zone)::date, item.channel_id, mention.intent,
            figures_tone(mention.sentiment), mention.language, count(*)
        from listening_mention mention
        join channels_item item on item.id = mention.item_id and item.withdrawn_at is null
        join tenancy_organisation organisation on organisation.id = mention.organisation_id
        where mention.organisation_id = house
        group by 2, 3, 4, 5, 6;
    for wait in select * from waiting_wait where organisation_id = house and due = 'thanks' loop
        perform figures_add_praise(wait, 1);
    end loop;
end $liant$;
create function figures_follow_zone() returns trigger language plpgsql as $liant$
begin
    perform figures_recount(new.id);
    return null;
end $liant$;
create trigger figures_follow after insert or update of intent, sentiment, language, published_at or delete on listening_mention for each row execute function figures_follow_mention();
create trigger figures_follow after update of withdrawn_at on channels_item for each row when ((old.withdrawn_at is null) <> (new.withdrawn_at is null)) execute function figures_follow_item();
create trigger figures_follow after insert or update or delete on waiting_wait for each row execute function figures_follow_wait();
create trigger figures_follow after update of time_zone on tenancy_organisation for each row when (old.time_zone <> new.time_zone) execute function figures_follow_zone();
CREATE TABLE "handbook_page" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(160) NOT NULL, "body" text NOT NULL, "review_on" date NULL, "review_told_on" date NULL, "revision" integer NOT NULL CHECK ("revision" >= 0), "changed_at" timestamp with time zone NOT NULL, "away_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "owner_id" bigint NULL, "parent_id" bigint NULL, CONSTRAINT "no_page_within_itself" CHECK (NOT ("parent_id" = ("id") AND "parent_id" IS NOT NULL)));
CREATE TABLE "handbook_opinion" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_useful" boolean NOT NULL, "words" varchar(500) NOT NULL, "month" date NOT NULL, "organisation_id" bigint NOT NULL, "page_id" bigint NOT NULL);
CREATE TABLE "handbook_revision" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "title" varchar(160) NOT NULL, "body" text NOT NULL, "at" timestamp with time zone NOT NULL, "note" varchar(200) NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "page_id" bigint NOT NULL, CONSTRAINT "revisions_follow_each_other" UNIQUE ("page_id", "number"));
ALTER TABLE "handbook_page" ADD CONSTRAINT "handbook_page_organisation_id_347ac722_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "handbook_page_organisation_id_347ac722" ON "handbook_page" ("organisation_id");
CREATE INDEX "handbook_page_owner_id_21211155" ON "handbook_page" ("owner_id");
CREATE INDEX "handbook_page_parent_id_edf5b922" ON "handbook_page" ("parent_id");
CREATE INDEX "page_to_review" ON "handbook_page" ("organisation_id", "review_on") WHERE "away_at" IS NULL;
ALTER TABLE "handbook_opinion" ADD CONSTRAINT "handbook_opinion_organisation_id_959c7232_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "handbook_opinion_organisation_id_959c7232" ON "handbook_opinion" ("organisation_id");
CREATE INDEX "handbook_opinion_page_id_622922ca" ON "handbook_opinion" ("page_id");
CREATE INDEX "opinion_of_page" ON "handbook_opinion" ("page_id", "month");
ALTER TABLE "handbook_revision" ADD CONSTRAINT "handbook_revision_organisation_id_359ff1a8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "handbook_revision_author_id_e592016a" ON "handbook_revision" ("author_id");
CREATE INDEX "handbook_revision_organisation_id_359ff1a8" ON "handbook_revision" ("organisation_id");
CREATE INDEX "handbook_revision_page_id_e76c8d8b" ON "handbook_revision" ("page_id");
alter table "handbook_page" enable row level security;
create policy tenant on "handbook_page" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "handbook_page" add constraint "handbook_page_organisation_id_key" unique (organisation_id, id);
alter table "handbook_page" add constraint "handbook_page_owner_id_same_organisation" foreign key (organisation_id, "owner_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "handbook_page" add constraint "handbook_page_parent_id_same_organisation" foreign key (organisation_id, "parent_id") references "handbook_page" (organisation_id, id) deferrable initially deferred;
alter table "handbook_revision" enable row level security;
create policy tenant on "handbook_revision" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "handbook_revision" add constraint "handbook_revision_organisation_id_key" unique (organisation_id, id);
alter table "handbook_revision" add constraint "handbook_revision_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "handbook_revision" add constraint "handbook_revision_page_id_same_organisation" foreign key (organisation_id, "page_id") references "handbook_page" (organisation_id, id) deferrable initially deferred;
create function handbook_revision_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'handbook_revision') then return coalesce(new, old); end if; raise exception 'handbook_revision is append-only'; end $liant$;
create trigger append_only before update or delete on "handbook_revision" for each row execute function handbook_revision_append_only();
alter table "handbook_opinion" enable row level security;
create policy tenant on "handbook_opinion" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "handbook_opinion" add constraint "handbook_opinion_organisation_id_key" unique (organisation_id, id);
alter table "handbook_opinion" add constraint "handbook_opinion_page_id_same_organisation" foreign key (organisation_id, "page_id") references "handbook_page" (organisation_id, id) deferrable initially deferred;
alter table handbook_page add column search tsvector generated always as (to_tsvector('french', liant_fold(title || ' ' || body)) || to_tsvector('english', liant_fold(title || ' ' || body))) stored; create index handbook_page_search on handbook_page using gin (search) with (fastupdate = off);
create or replace function liant_search_handbook(words text, most integer) returns table (page_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    with asked as (
        select websearch_to_tsquery('french', liant_fold(words)) || websearch_to_tsquery('english', liant_fold(words))
                 as in_text,
               nullif(current_setting('liant.organisation', true), '')::bigint as organisation
    )
    select p.id from handbook_page p, asked
    where p.search @@ asked.in_text and p.organisation_id = asked.organisation and p.away_at is null
    order by ts_rank(p.search, asked.in_text) desc, p.id limit most
 $liant$;
create or replace function liant_handbook_due(day date) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select distinct organisation_id from handbook_page where away_at is null and review_on <= day and owner_id is not null and (review_told_on is null or review_told_on < review_on) $liant$;
CREATE TABLE "hooks_announcement" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(200) NOT NULL, "message_id" varchar(60) NOT NULL, "kind" varchar(60) NOT NULL, "body" text NOT NULL, "happened_at" timestamp with time zone NOT NULL, "announced_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_fact_announced_once" UNIQUE ("organisation_id", "key"));
CREATE TABLE "hooks_endpoint" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "url" varchar(1000) NOT NULL, "kinds" varchar(60)[] NOT NULL, "secret" text NOT NULL, "former_secret_until" timestamp with time zone NULL, "state" varchar(10) NOT NULL, "made_at" timestamp with time zone NOT NULL, "failures" integer NOT NULL, "failing_since" timestamp with time zone NULL, "rests_until" timestamp with time zone NULL, "last_arrived_at" timestamp with time zone NULL, "last_problem" varchar(400) NOT NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "endpoint_state_is_known" CHECK ("state" IN ('on', 'paused', 'stopped', 'gone')), CONSTRAINT "an_endpoint_hears_something" CHECK (CASE WHEN "kinds" IS NULL THEN NULL ELSE coalesce(array_length("kinds", 1), 0) END > 0));
CREATE TABLE "hooks_dispatch" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "state" varchar(10) NOT NULL, "attempts" integer NOT NULL, "next_attempt_at" timestamp with time zone NULL, "last_status" integer NULL, "problem" varchar(400) NOT NULL, "settled_at" timestamp with time zone NULL, "announcement_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "endpoint_id" bigint NOT NULL, CONSTRAINT "one_dispatch_per_endpoint" UNIQUE ("announcement_id", "endpoint_id"), CONSTRAINT "dispatch_state_is_known" CHECK ("state" IN ('queued', 'arrived', 'given_up')));
ALTER TABLE "hooks_announcement" ADD CONSTRAINT "hooks_announcement_organisation_id_9af95caf_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "hooks_announcement_organisation_id_9af95caf" ON "hooks_announcement" ("organisation_id");
CREATE INDEX "announcement_age" ON "hooks_announcement" ("announced_at");
ALTER TABLE "hooks_endpoint" ADD CONSTRAINT "hooks_endpoint_organisation_id_0361bcb9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "hooks_endpoint_made_by_id_b49e0b43" ON "hooks_endpoint" ("made_by_id");
CREATE INDEX "hooks_endpoint_organisation_id_0361bcb9" ON "hooks_endpoint" ("organisation_id");
ALTER TABLE "hooks_dispatch" ADD CONSTRAINT "hooks_dispatch_organisation_id_dbf5b040_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "hooks_dispatch_announcement_id_41d5e579" ON "hooks_dispatch" ("announcement_id");
CREATE INDEX "hooks_dispatch_organisation_id_dbf5b040" ON "hooks_dispatch" ("organisation_id");
CREATE INDEX "hooks_dispatch_endpoint_id_1317ba2b" ON "hooks_dispatch" ("endpoint_id");
CREATE INDEX "dispatch_due" ON "hooks_dispatch" ("endpoint_id", "next_attempt_at", "id") WHERE "state" = 'queued';
CREATE INDEX "dispatch_newest" ON "hooks_dispatch" ("endpoint_id", "id" DESC);
CREATE INDEX "dispatch_by_state" ON "hooks_dispatch" ("endpoint_id", "state", "id" DESC);
CREATE INDEX "dispatch_given_up" ON "hooks_dispatch" ("organisation_id", "id" DESC) WHERE "state" = 'given_up';
alter table "hooks_endpoint" enable row level security;
create policy tenant on "hooks_endpoint" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hooks_endpoint" add constraint "hooks_endpoint_organisation_id_key" unique (organisation_id, id);
alter table "hooks_endpoint" add constraint "hooks_endpoint_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "hooks_announcement" enable row level security;
create policy tenant on "hooks_announcement" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hooks_announcement" add constraint "hooks_announcement_organisation_id_key" unique (organisation_id, id);
alter table "hooks_dispatch" enable row level security;
create policy tenant on "hooks_dispatch" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hooks_dispatch" add constraint "hooks_dispatch_organisation_id_key" unique (organisation_id, id);
alter table "hooks_dispatch" add constraint "hooks_dispatch_announcement_id_same_organisation" foreign key (organisation_id, "announcement_id") references "hooks_announcement" (organisation_id, id) deferrable initially deferred;
alter table "hooks_dispatch" add constraint "hooks_dispatch_endpoint_id_same_organisation" foreign key (organisation_id, "endpoint_id") references "hooks_endpoint" (organisation_id, id) deferrable initially deferred;
create or replace function liant_due_endpoints(moment timestamptz, most integer) returns table (organisation_id bigint, endpoint_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from hooks_endpoint e where state = 'on' and (rests_until is null or rests_until <= moment) and exists (select 1 from hooks_dispatch d where d.endpoint_id = e.id and d.state = 'queued' and d.next_attempt_at <= moment) limit most $liant$;
CREATE TABLE "hours_schedule" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "time_zone" varchar(60) NOT NULL, "country" varchar(10) NOT NULL, "region" varchar(20) NOT NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NULL);
CREATE TABLE "hours_dayoff" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "name" varchar(200) NOT NULL, "calendar" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL, "schedule_id" bigint NOT NULL, CONSTRAINT "each_day_off_once" UNIQUE ("schedule_id", "day"));
CREATE TABLE "hours_stretch" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "weekday" smallint NOT NULL CHECK ("weekday" >= 0), "opens_minute" smallint NOT NULL CHECK ("opens_minute" >= 0), "closes_minute" smallint NOT NULL CHECK ("closes_minute" >= 0), "organisation_id" bigint NOT NULL, "schedule_id" bigint NOT NULL, CONSTRAINT "a_day_of_the_week" CHECK ("weekday" <= 6), CONSTRAINT "opens_then_closes" CHECK (("opens_minute" < ("closes_minute") AND "closes_minute" <= 1440)));
ALTER TABLE "hours_schedule" ADD CONSTRAINT "hours_schedule_organisation_id_aada4ab2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "hours_schedule" ADD CONSTRAINT "one_schedule_each" UNIQUE NULLS NOT DISTINCT ("organisation_id", "team_id");
CREATE INDEX "hours_schedule_organisation_id_aada4ab2" ON "hours_schedule" ("organisation_id");
CREATE INDEX "hours_schedule_team_id_ff6dea41" ON "hours_schedule" ("team_id");
ALTER TABLE "hours_dayoff" ADD CONSTRAINT "hours_dayoff_organisation_id_608f9c7b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "hours_dayoff_organisation_id_608f9c7b" ON "hours_dayoff" ("organisation_id");
CREATE INDEX "hours_dayoff_schedule_id_74e307e9" ON "hours_dayoff" ("schedule_id");
ALTER TABLE "hours_stretch" ADD CONSTRAINT "hours_stretch_organisation_id_2540856a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "hours_stretch_organisation_id_2540856a" ON "hours_stretch" ("organisation_id");
CREATE INDEX "hours_stretch_schedule_id_216dcdea" ON "hours_stretch" ("schedule_id");
alter table "hours_schedule" enable row level security;
create policy tenant on "hours_schedule" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hours_schedule" add constraint "hours_schedule_organisation_id_key" unique (organisation_id, id);
alter table "hours_schedule" add constraint "hours_schedule_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "hours_stretch" enable row level security;
create policy tenant on "hours_stretch" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hours_stretch" add constraint "hours_stretch_organisation_id_key" unique (organisation_id, id);
alter table "hours_stretch" add constraint "hours_stretch_schedule_id_same_organisation" foreign key (organisation_id, "schedule_id") references "hours_schedule" (organisation_id, id) deferrable initially deferred;
alter table "hours_dayoff" enable row level security;
create policy tenant on "hours_dayoff" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "hours_dayoff" add constraint "hours_dayoff_organisation_id_key" unique (organisation_id, id);
alter table "hours_dayoff" add constraint "hours_dayoff_schedule_id_same_organisation" foreign key (organisation_id, "schedule_id") references "hours_schedule" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "house_rules_ownrule" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(90) NOT NULL, "name" varchar(120) NOT NULL, "edition" integer NOT NULL CHECK ("edition" >= 0), "active" integer NULL CHECK ("active" >= 0), "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_own_rule_per_key" UNIQUE ("organisation_id", "key"), CONSTRAINT "an_edition_that_reads_is_there" CHECK (("active" IS NULL OR "active" <= ("edition"))));
CREATE TABLE "house_rules_ruleedition" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "values" jsonb NOT NULL, "source" text NOT NULL, "why" varchar(300) NOT NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL, CONSTRAINT "each_rule_edition_once" UNIQUE ("rule_id", "number"));
CREATE TABLE "house_rules_ruletrial" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "edition" integer NOT NULL CHECK ("edition" >= 0), "read" jsonb NOT NULL, "found" jsonb NOT NULL, "since_at" timestamp with time zone NOT NULL, "is_whole" boolean NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL, "rule_id" bigint NOT NULL);
ALTER TABLE "house_rules_ownrule" ADD CONSTRAINT "house_rules_ownrule_organisation_id_d4386c52_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "house_rules_ownrule_key_4c94c8ee" ON "house_rules_ownrule" ("key");
CREATE INDEX "house_rules_ownrule_key_4c94c8ee_like" ON "house_rules_ownrule" ("key" varchar_pattern_ops);
CREATE INDEX "house_rules_ownrule_organisation_id_d4386c52" ON "house_rules_ownrule" ("organisation_id");
ALTER TABLE "house_rules_ruleedition" ADD CONSTRAINT "house_rules_ruleedit_organisation_id_80fa27d9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "house_rules_ruleedition_author_id_a4a05a5b" ON "house_rules_ruleedition" ("author_id");
CREATE INDEX "house_rules_ruleedition_organisation_id_80fa27d9" ON "house_rules_ruleedition" ("organisation_id");
CREATE INDEX "house_rules_ruleedition_rule_id_47e40c02" ON "house_rules_ruleedition" ("rule_id");
ALTER TABLE "house_rules_ruletrial" ADD CONSTRAINT "house_rules_ruletria_organisation_id_af89ec0a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "house_rules_ruletrial_by_id_20646dd5" ON "house_rules_ruletrial" ("by_id");
CREATE INDEX "house_rules_ruletrial_organisation_id_af89ec0a" ON "house_rules_ruletrial" ("organisation_id");
CREATE INDEX "house_rules_ruletrial_rule_id_771cdebb" ON "house_rules_ruletrial" ("rule_id");
CREATE INDEX "rule_trial_of" ON "house_rules_ruletrial" ("rule_id", "edition", "at" DESC);
alter table "house_rules_ownrule" enable row level security;
create policy tenant on "house_rules_ownrule" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "house_rules_ownrule" add constraint "house_rules_ownrule_organisation_id_key" unique (organisation_id, id);
alter table "house_rules_ruleedition" enable row level security;
create policy tenant on "house_rules_ruleedition" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "house_rules_ruleedition" add constraint "house_rules_ruleedition_organisation_id_key" unique (organisation_id, id);
alter table "house_rules_ruleedition" add constraint "house_rules_ruleedition_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "house_rules_ruleedition" add constraint "house_rules_ruleedition_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "house_rules_ownrule" (organisation_id, id) deferrable initially deferred;
create function house_rules_ruleedition_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'house_rules_ruleedition') then return coalesce(new, old); end if; raise exception 'house_rules_ruleedition is append-only'; end $liant$;
create trigger append_only before update or delete on "house_rules_ruleedition" for each row execute function house_rules_ruleedition_append_only();
alter table "house_rules_ruletrial" enable row level security;
create policy tenant on "house_rules_ruletrial" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "house_rules_ruletrial" add constraint "house_rules_ruletrial_organisation_id_key" unique (organisation_id, id);
alter table "house_rules_ruletrial" add constraint "house_rules_ruletrial_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "house_rules_ruletrial" add constraint "house_rules_ruletrial_rule_id_same_organisation" foreign key (organisation_id, "rule_id") references "house_rules_ownrule" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "ideas_article" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "url" varchar(2000) NOT NULL, "title" varchar(300) NOT NULL, "author" varchar(200) NOT NULL, "site" varchar(200) NOT NULL, "dated" varchar(10) NOT NULL, "text" text NOT NULL, "read_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "one_article_per_piece" UNIQUE ("piece_id"));
CREATE TABLE "ideas_idea" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" text NOT NULL, "told_at" timestamp with time zone NOT NULL, "url" varchar(2000) NOT NULL, "state" varchar(6) NOT NULL, "answer" varchar(500) NOT NULL, "answered_at" timestamp with time zone NULL, "answered_by_id" bigint NULL, "author_id" bigint NULL, "item_id" bigint NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NULL, CONSTRAINT "an_idea_put_aside_is_answered" CHECK ((NOT ("state" = 'aside') OR NOT ("answer" = ''))));
ALTER TABLE "ideas_article" ADD CONSTRAINT "ideas_article_organisation_id_b50b5838_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "ideas_article_organisation_id_b50b5838" ON "ideas_article" ("organisation_id");
CREATE INDEX "ideas_article_piece_id_083323d3" ON "ideas_article" ("piece_id");
ALTER TABLE "ideas_idea" ADD CONSTRAINT "ideas_idea_organisation_id_00a98f90_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "ideas_idea_answered_by_id_2cd2d63c" ON "ideas_idea" ("answered_by_id");
CREATE INDEX "ideas_idea_author_id_387c3915" ON "ideas_idea" ("author_id");
CREATE INDEX "ideas_idea_item_id_bf43d6bf" ON "ideas_idea" ("item_id");
CREATE INDEX "ideas_idea_organisation_id_00a98f90" ON "ideas_idea" ("organisation_id");
CREATE INDEX "ideas_idea_piece_id_c49efc27" ON "ideas_idea" ("piece_id");
CREATE INDEX "idea_state" ON "ideas_idea" ("organisation_id", "state", "told_at" DESC, "id" DESC);
CREATE INDEX "idea_of" ON "ideas_idea" ("author_id", "told_at" DESC, "id" DESC);
CREATE INDEX "idea_piece" ON "ideas_idea" ("piece_id") WHERE "piece_id" IS NOT NULL;
CREATE INDEX "idea_item" ON "ideas_idea" ("item_id") WHERE "item_id" IS NOT NULL;
alter table "ideas_idea" enable row level security;
create policy tenant on "ideas_idea" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "ideas_idea" add constraint "ideas_idea_organisation_id_key" unique (organisation_id, id);
alter table "ideas_idea" add constraint "ideas_idea_answered_by_id_same_organisation" foreign key (organisation_id, "answered_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "ideas_idea" add constraint "ideas_idea_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "ideas_idea" add constraint "ideas_idea_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "ideas_idea" add constraint "ideas_idea_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "ideas_article" enable row level security;
create policy tenant on "ideas_article" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "ideas_article" add constraint "ideas_article_organisation_id_key" unique (organisation_id, id);
alter table "ideas_article" add constraint "ideas_article_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table inbox_message drop column search;
    alter table inbox_message add column search tsvector generated always as
        (to_tsvector('french', liant_fold(body)) || to_tsvector('english', liant_fold(body)) || array_to_tsvector(array['§' || organisation_id, '§' || organisation_id || ':' || (id / 10000)])) stored;
    create index inbox_message_search on inbox_message using gin (search) with (fastupdate = off);
create or replace function liant_search_messages(words text, most integer)
    returns table (conversation_id bigint) language plpgsql stable
    security definer set search_path = public, pg_temp
    set enable_indexscan = off set enable_seqscan = off set enable_indexonlyscan = off as $liant$
    declare
        folded text := liant_fold(words);
        in_text tsquery := websearch_to_tsquery('french', folded) || websearch_to_tsquery('english', folded);
        in_names tsquery := websearch_to_tsquery('simple', folded);
        organisation bigint := nullif(current_setting('liant.organisation', true), '')::bigint;
        ours tsquery := ('''§' || organisation || '''')::tsquery;
        newest bigint;
        stretches integer;
        found bigint[];
    begin
        if organisation is null or numnode(in_text) = 0 then
            return;
        end if;
        select last_value / 10000 into newest from inbox_message_id_seq;
        foreach stretches in array array[1, 10, 80, 0] loop
            execute
                'select array_agg(latest.id) from (select m.id from inbox_message m where m.search @@ $1
                 and m.organisation_id = $2 order by m.id desc limit $3) latest'
                into found using in_text && case when stretches = 0 then ours else (
                    select string_agg('''§' || organisation || ':' || n || '''', ' | ')::tsquery
                    from generate_series(greatest(0, newest - stretches + 1), newest) n
                ) end, organisation, most;
            exit when coalesce(array_length(found, 1), 0) >= most or newest < stretches;
        end loop;
        return query select m.conversation_id from inbox_message m where m.id = any (found);
        return query execute
            'select c.id from inbox_conversation c
             where c.search @@ $1 and c.organisation_id = $2 order by c.id desc limit $3'
            using in_text, organisation, most;
        return query execute
            'select c.id from (select p.id from people_person p where p.search @@ $1 and p.organisation_id = $2
                               order by p.id desc limit $3 * 5) named
             join inbox_conversation c on c.organisation_id = $2 and c.person_id = named.id
             order by c.id desc limit $3'
            using in_names, organisation, most;
    end $liant$;
CREATE EXTENSION IF NOT EXISTS plpgsql WITH SCHEMA pg_catalog;

CREATE TABLE IF NOT EXISTS procrastinate_version (
    id BIGSERIAL PRIMARY KEY,
    version TEXT,
    name TEXT,
    applied_at TIMESTAMP WITH TIME ZONE DEFAULT NOW()
);

CREATE TYPE procrastinate_job_status AS ENUM (
    'todo',  -- The job is queued
    'doing',  -- The job has been fetched by a worker
    'succeeded',  -- The job ended successfully
    'failed'  -- The job ended with an error
);

CREATE TYPE procrastinate_job_event_type AS ENUM (
    'deferred',  -- Job created, in todo
    'started',  -- todo -> doing
    'deferred_for_retry',  -- doing -> todo
    'failed',  -- doing -> failed
    'succeeded',  -- doing -> succeeded
    'cancelled', -- todo -> failed or succeeded
    'scheduled' -- not an event transition, but recording when a task is scheduled for
);

CREATE TABLE procrastinate_jobs (
    id bigserial PRIMARY KEY,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}' NOT NULL,
    status procrastinate_job_status DEFAULT 'todo'::procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone NULL,
    started_at timestamp with time zone NULL,
    attempts integer DEFAULT 0 NOT NULL
);

CREATE TABLE procrastinate_events (
    id BIGSERIAL PRIMARY KEY,
    job_id integer NOT NULL REFERENCES procrastinate_jobs ON DELETE CASCADE,
    type procrastinate_job_event_type,
    at timestamp with time zone DEFAULT NOW() NULL
);

CREATE TABLE procrastinate_job_locks (
    object text PRIMARY KEY
);

CREATE FUNCTION procrastinate_fetch_job(target_queue_names character varying[]) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
	WITH potential_job AS (
		SELECT procrastinate_jobs.*
			FROM procrastinate_jobs
			LEFT JOIN procrastinate_job_locks ON procrastinate_job_locks.object = procrastinate_jobs.lock
			WHERE (target_queue_names IS NULL OR queue_name = ANY( target_queue_names ))
			  AND procrastinate_job_locks.object IS NULL
			  AND status = 'todo'
			  AND (scheduled_at IS NULL OR scheduled_at <= now())
            ORDER BY id ASC
			FOR UPDATE OF procrastinate_jobs SKIP LOCKED LIMIT 1
	), lock_object AS (
		INSERT INTO procrastinate_job_locks
			SELECT lock FROM potential_job
            ON CONFLICT DO NOTHING
            RETURNING object
	)
	UPDATE procrastinate_jobs
		SET status = 'doing',
            started_at = NOW()
		FROM potential_job, lock_object
        WHERE lock_object.object IS NOT NULL
		AND procrastinate_jobs.id = potential_job.id
		RETURNING * INTO found_jobs;

	RETURN found_jobs;
END;
$$;

CREATE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, next_scheduled_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
	WITH finished_job AS (
		UPDATE procrastinate_jobs
        SET status = end_status,
            attempts = attempts + 1,
            scheduled_at = COALESCE(next_scheduled_at, scheduled_at)
        WHERE id = job_id RETURNING lock
	)
	DELETE FROM procrastinate_job_locks WHERE object = (SELECT lock FROM finished_job);
END;
$$;

CREATE FUNCTION procrastinate_notify_queue() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
	PERFORM pg_notify('procrastinate_queue#' || NEW.queue_name, NEW.task_name);
	PERFORM pg_notify('procrastinate_any_queue', NEW.task_name);
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_status_events_procedure_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_status_events_procedure_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION procrastinate_trigger_scheduled_events_procedure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE INDEX ON procrastinate_jobs(queue_name);

CREATE TRIGGER procrastinate_jobs_notify_queue
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue();

CREATE TRIGGER procrastinate_trigger_status_events_update
    AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW
    EXECUTE PROCEDURE procrastinate_trigger_status_events_procedure_update();

CREATE TRIGGER procrastinate_trigger_status_events_insert
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'doing'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_status_events_procedure_insert();

CREATE TRIGGER procrastinate_trigger_scheduled_events
    AFTER UPDATE OR INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.scheduled_at IS NOT NULL AND new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_scheduled_events_procedure();

CREATE INDEX procrastinate_events_job_id_fkey ON procrastinate_events(job_id);
-- remove the started_at column from the procrastinate_jobs table
ALTER TABLE procrastinate_jobs DROP COLUMN started_at;
-- replace the procrastinate_fetch_job function with a version that doesn't
-- set the started_at field when updating the procrastinate_jobs table
CREATE OR REPLACE FUNCTION procrastinate_fetch_job(target_queue_names character varying[]) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
	WITH potential_job AS (
		SELECT procrastinate_jobs.*
			FROM procrastinate_jobs
			LEFT JOIN procrastinate_job_locks ON procrastinate_job_locks.object = procrastinate_jobs.lock
			WHERE (target_queue_names IS NULL OR queue_name = ANY( target_queue_names ))
			  AND procrastinate_job_locks.object IS NULL
			  AND status = 'todo'
			  AND (scheduled_at IS NULL OR scheduled_at <= now())
            ORDER BY id ASC
			FOR UPDATE OF procrastinate_jobs SKIP LOCKED LIMIT 1
	), lock_object AS (
		INSERT INTO procrastinate_job_locks
			SELECT lock FROM potential_job
            ON CONFLICT DO NOTHING
            RETURNING object
	)
	UPDATE procrastinate_jobs
		SET status = 'doing'
		FROM potential_job, lock_object
        WHERE lock_object.object IS NOT NULL
		AND procrastinate_jobs.id = potential_job.id
		RETURNING * INTO found_jobs;

	RETURN found_jobs;
END;
$$;
-- drop the procrastinate_version table
DROP TABLE IF EXISTS procrastinate_version;
-- fix procrastinate_fetch_job that works by accident, now returning a proper
-- procrastinate_jobs row
CREATE OR REPLACE FUNCTION procrastinate_fetch_job(target_queue_names character varying[]) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
	WITH potential_job AS (
		SELECT procrastinate_jobs.*
			FROM procrastinate_jobs
			LEFT JOIN procrastinate_job_locks ON procrastinate_job_locks.object = procrastinate_jobs.lock
			WHERE (target_queue_names IS NULL OR queue_name = ANY( target_queue_names ))
			  AND procrastinate_job_locks.object IS NULL
			  AND status = 'todo'
			  AND (scheduled_at IS NULL OR scheduled_at <= now())
            ORDER BY id ASC
			FOR UPDATE OF procrastinate_jobs SKIP LOCKED LIMIT 1
	), lock_object AS (
		INSERT INTO procrastinate_job_locks
			SELECT lock FROM potential_job
            ON CONFLICT DO NOTHING
            RETURNING object
	)
	UPDATE procrastinate_jobs
		SET status = 'doing'
		FROM potential_job, lock_object
        WHERE lock_object.object IS NOT NULL
		AND procrastinate_jobs.id = potential_job.id
		RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;
-- re-create the procrastinate_trigger_status_events_insert trigger
DROP TRIGGER procrastinate_trigger_status_events_insert on procrastinate_jobs;
CREATE TRIGGER procrastinate_trigger_status_events_insert
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_status_events_procedure_insert();
-- add a queueing_lock column to the procrastinate_jobs table
ALTER TABLE procrastinate_jobs ADD COLUMN queueing_lock text;
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx ON procrastinate_jobs (queueing_lock) WHERE status = 'todo';
DROP TABLE IF EXISTS procrastinate_job_locks;

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx ON procrastinate_jobs (lock) WHERE status = 'doing';

CREATE OR REPLACE FUNCTION procrastinate_fetch_job(target_queue_names character varying[]) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing'
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;

CREATE OR REPLACE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, next_scheduled_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_jobs
    SET status = end_status,
        attempts = attempts + 1,
        scheduled_at = COALESCE(next_scheduled_at, scheduled_at)
    WHERE id = job_id;
END;
$$;
CREATE OR REPLACE FUNCTION procrastinate_defer_job(queue_name character varying, task_name character varying, lock text, queueing_lock text, args json, scheduled_at timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	job_id bigint;
BEGIN
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    VALUES (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    RETURNING id INTO job_id;

    RETURN job_id;
END;
$$;
CREATE TABLE procrastinate_periodic_defers (
    id bigserial PRIMARY KEY,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint REFERENCES procrastinate_jobs(id) NULL,
    UNIQUE (task_name, defer_timestamp)
);
-- When parameters change, function must be dropped.
DROP FUNCTION IF EXISTS procrastinate_defer_job;
CREATE FUNCTION procrastinate_defer_job(
    queue_name character varying,
    task_name character varying,
    lock text,
    queueing_lock text,
    args jsonb,
    scheduled_at timestamp with time zone
) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	job_id bigint;
BEGIN
    INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    VALUES (queue_name, task_name, lock, queueing_lock, args, scheduled_at)
    RETURNING id INTO job_id;

    RETURN job_id;
END;
$$;

DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job;
CREATE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _task_name character varying,
    _defer_timestamp bigint
) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, defer_timestamp)
        VALUES (_task_name, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                NULL,
                NULL,
                ('{"timestamp": ' || _defer_timestamp || '}')::jsonb,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        WHERE
            _job_id IS NOT NULL
            AND procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp;

    RETURN _job_id;
END;
$$;
CREATE INDEX procrastinate_periodic_defers_job_id_fkey ON procrastinate_periodic_defers(job_id);
ALTER TABLE procrastinate_periodic_defers
    ADD COLUMN queue_name character varying(128) NOT NULL DEFAULT 'undefined';

ALTER TABLE procrastinate_periodic_defers
    ALTER COLUMN queue_name DROP DEFAULT;

ALTER TABLE procrastinate_periodic_defers
    DROP CONSTRAINT procrastinate_periodic_defers_task_name_defer_timestamp_key;

ALTER TABLE procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, queue_name, defer_timestamp);

DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job;
CREATE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _defer_timestamp bigint
) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, queue_name, defer_timestamp)
        VALUES (_task_name, _queue_name, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                _lock,
                _queueing_lock,
                ('{"timestamp": ' || _defer_timestamp || '}')::jsonb,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        WHERE
            _job_id IS NOT NULL
            AND procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp;

    RETURN _job_id;
END;
$$;
DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job;
CREATE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _defer_timestamp bigint
) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, queue_name, defer_timestamp)
        VALUES (_task_name, _queue_name, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                _lock,
                _queueing_lock,
                ('{"timestamp": ' || _defer_timestamp || '}')::jsonb,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.queue_name = _queue_name
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
CREATE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_jobs
    SET status = end_status,
        attempts = attempts + 1
    WHERE id = job_id;
END;
$$;

CREATE FUNCTION procrastinate_retry_job(job_id integer, retry_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo',
        attempts = attempts + 1,
        scheduled_at = retry_at
    WHERE id = job_id;
END;
$$;
CREATE FUNCTION procrastinate_unlink_periodic_defers() RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE TRIGGER procrastinate_trigger_delete_jobs
    BEFORE DELETE ON procrastinate_jobs
    FOR EACH ROW EXECUTE PROCEDURE procrastinate_unlink_periodic_defers();
CREATE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs WHERE id = job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts = attempts + 1
        WHERE id = job_id;
    END IF;
END;
$$;
CREATE OR REPLACE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed') THEN
        RAISE 'End status should be either "succeeded" or "failed" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts =
                CASE
                    WHEN status = 'doing' THEN attempts + 1
                    ELSE attempts
                END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE OR REPLACE FUNCTION procrastinate_retry_job(job_id integer, retry_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo',
        attempts = attempts + 1,
        scheduled_at = retry_at
    WHERE id = job_id AND status = 'doing'
    RETURNING id INTO _job_id;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
DROP FUNCTION IF EXISTS procrastinate_finish_job(integer, procrastinate_job_status, boolean);

CREATE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, next_scheduled_at timestamp with time zone, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed') THEN
        RAISE 'End status should be either "succeeded" or "failed" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts =
                CASE
                    WHEN status = 'doing' THEN attempts + 1
                    ELSE attempts
                END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE INDEX IF NOT EXISTS procrastinate_jobs_id_lock_idx ON procrastinate_jobs (id, lock) WHERE status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status]);
ALTER TABLE "procrastinate_periodic_defers"
    ADD COLUMN IF NOT EXISTS "periodic_id" character varying(128) NOT NULL DEFAULT '';

-- Column kept for backwards compatibility, will be removed in the future.
ALTER TABLE "procrastinate_periodic_defers"
    ALTER COLUMN "queue_name" DROP NOT NULL;

ALTER TABLE "procrastinate_periodic_defers"
    DROP CONSTRAINT IF EXISTS procrastinate_periodic_defers_unique;

ALTER TABLE "procrastinate_periodic_defers"
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE ("task_name", "periodic_id", "defer_timestamp");

CREATE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
) RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                _lock,
                _queueing_lock,
                _args,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
DROP FUNCTION IF EXISTS procrastinate_fetch_job(target_queue_names character varying[]);

CREATE FUNCTION procrastinate_fetch_job(target_queue_names character varying[]) RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing'
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;
-- remove old procrastinate_finish_job functions

-- https://github.com/procrastinate-org/procrastinate/pull/336
DROP FUNCTION IF EXISTS procrastinate_finish_job(integer, procrastinate_job_status, timestamp with time zone);

-- https://github.com/procrastinate-org/procrastinate/pull/354
DROP FUNCTION IF EXISTS procrastinate_finish_job(integer, procrastinate_job_status);

-- https://github.com/procrastinate-org/procrastinate/pull/381
CREATE OR REPLACE FUNCTION procrastinate_finish_job(job_id integer, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed') THEN
        RAISE 'End status should be either "succeeded" or "failed" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts =
                CASE
                    WHEN status = 'doing' THEN attempts + 1
                    ELSE attempts
                END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

-- https://github.com/procrastinate-org/procrastinate/pull/471
DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job(character varying, character varying, character varying, character varying, bigint);

ALTER TABLE procrastinate_periodic_defers DROP COLUMN "queue_name";
ALTER TABLE procrastinate_events ALTER COLUMN "job_id" TYPE bigint;

DROP FUNCTION IF EXISTS procrastinate_finish_job(integer, procrastinate_job_status, boolean);
CREATE OR REPLACE FUNCTION procrastinate_finish_job(job_id bigint, end_status procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed') THEN
        RAISE 'End status should be either "succeeded" or "failed" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts =
                CASE
                    WHEN status = 'doing' THEN attempts + 1
                    ELSE attempts
                END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

DROP FUNCTION IF EXISTS procrastinate_retry_job(integer, timestamp with time zone);
CREATE OR REPLACE FUNCTION procrastinate_retry_job(job_id bigint, retry_at timestamp with time zone)
    RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo',
        attempts = attempts + 1,
        scheduled_at = retry_at
    WHERE id = job_id AND status = 'doing'
    RETURNING id INTO _job_id;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
ALTER TABLE procrastinate_jobs ADD COLUMN priority integer DEFAULT 0 NOT NULL;

CREATE OR REPLACE FUNCTION procrastinate_defer_job(
    queue_name character varying,
    task_name character varying,
    priority integer,
    lock text,
    queueing_lock text,
    args jsonb,
    scheduled_at timestamp with time zone
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	job_id bigint;
BEGIN
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
    VALUES (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
    RETURNING id INTO job_id;

    RETURN job_id;
END;
$$;

DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job(character varying, character varying, character varying, character varying, character varying, bigint, jsonb);
CREATE OR REPLACE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                0,
                _lock,
                _queueing_lock,
                _args,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

DROP FUNCTION IF EXISTS procrastinate_fetch_job(character varying[]);
CREATE OR REPLACE FUNCTION procrastinate_fetch_job(
    target_queue_names character varying[]
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing'
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;
CREATE OR REPLACE FUNCTION procrastinate_defer_periodic_job(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _priority integer,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job(
                _queue_name,
                _task_name,
                _priority,
                _lock,
                _queueing_lock,
                _args,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
ALTER TYPE procrastinate_job_status ADD VALUE 'cancelled';
ALTER TYPE procrastinate_job_status ADD VALUE 'aborting';
ALTER TYPE procrastinate_job_status ADD VALUE 'aborted';

ALTER TYPE procrastinate_job_event_type ADD VALUE 'abort_requested' BEFORE 'scheduled';
ALTER TYPE procrastinate_job_event_type ADD VALUE 'aborted' BEFORE 'scheduled';

CREATE FUNCTION procrastinate_cancel_job(job_id bigint, abort boolean, delete_job boolean)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET status = CASE status
                WHEN 'todo' THEN 'cancelled'::procrastinate_job_status
                WHEN 'doing' THEN 'aborting'::procrastinate_job_status
            END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE OR REPLACE FUNCTION procrastinate_fetch_job(
    target_queue_names character varying[]
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing', 'aborting')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing'
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;

CREATE OR REPLACE FUNCTION procrastinate_finish_job(job_id bigint, end_status procrastinate_job_status, delete_job boolean)
    RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing', 'aborting')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            attempts =
                CASE
                    WHEN status = 'doing' THEN attempts + 1
                    ELSE attempts
                END
        WHERE id = job_id AND status IN ('todo', 'doing', 'aborting')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing", "todo" or "aborting" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE OR REPLACE FUNCTION procrastinate_trigger_status_events_procedure_update()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborting'::procrastinate_job_status
                THEN 'abort_requested'::procrastinate_job_event_type
            WHEN (
                    OLD.status = 'doing'::procrastinate_job_status
                    OR OLD.status = 'aborting'::procrastinate_job_status
                )
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE OR REPLACE FUNCTION procrastinate_retry_job(
    job_id bigint,
    retry_at timestamp with time zone,
    new_priority integer,
    new_queue_name character varying,
    new_lock character varying
)
    RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    UPDATE procrastinate_jobs
    SET status = 'todo',
        attempts = attempts + 1,
        scheduled_at = retry_at,
        priority = COALESCE(new_priority, priority),
        queue_name = COALESCE(new_queue_name, queue_name),
        lock = COALESCE(new_lock, lock)
    WHERE id = job_id AND status = 'doing'
    RETURNING id INTO _job_id;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
-- recreate procrastinate_jobs_id_lock_idx index by adding aborting status to the filter so that it can be used by the fetch job function
CREATE INDEX procrastinate_jobs_id_lock_idx_temp ON procrastinate_jobs (id, lock) WHERE status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status, 'aborting'::procrastinate_job_status]);
DROP INDEX procrastinate_jobs_id_lock_idx;
ALTER INDEX procrastinate_jobs_id_lock_idx_temp RENAME TO procrastinate_jobs_id_lock_idx;

-- add index to avoid seq scan of outer query in the fetch job function
CREATE INDEX procrastinate_jobs_priority_idx ON procrastinate_jobs(priority desc, id asc) WHERE (status = 'todo'::procrastinate_job_status);
-- Note: starting with v3, there are 2 changes in the migration system:
-- - We now have pre- and post-migration scripts. pre-migrations are safe to
--   apply before upgrading the code. post-migrations are safe to apply after
--   upgrading he code.
--   This is a pre-migration script.
-- - Whenever we recreate an immutable object (function, trigger, indexes), we
--   will suffix its name with a version number.

-- Add an 'abort_requested' column to the procrastinate_jobs table
ALTER TABLE procrastinate_jobs ADD COLUMN abort_requested boolean DEFAULT false NOT NULL;

-- Set abort requested flag on all jobs with 'aborting' status
UPDATE procrastinate_jobs SET abort_requested = true WHERE status = 'aborting';

-- Add temporary triggers to sync the abort_requested flag with the status
-- so that blue-green deployments can work
CREATE OR REPLACE FUNCTION procrastinate_sync_abort_requested_with_status_temp()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    IF NEW.status = 'aborting' THEN
        NEW.abort_requested = true;
    END IF;
    RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_trigger_sync_abort_requested_with_status_temp
    BEFORE UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW
    EXECUTE FUNCTION procrastinate_sync_abort_requested_with_status_temp();

-- Create the new versioned functions

CREATE FUNCTION procrastinate_defer_job_v1(
    queue_name character varying,
    task_name character varying,
    priority integer,
    lock text,
    queueing_lock text,
    args jsonb,
    scheduled_at timestamp with time zone
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	job_id bigint;
BEGIN
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
    VALUES (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
    RETURNING id INTO job_id;

    RETURN job_id;
END;
$$;

CREATE FUNCTION procrastinate_defer_periodic_job_v1(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _priority integer,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN

    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = procrastinate_defer_job_v1(
                _queue_name,
                _task_name,
                _priority,
                _lock,
                _queueing_lock,
                _args,
                NULL
            )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE FUNCTION procrastinate_fetch_job_v1(
    target_queue_names character varying[]
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing'
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;

CREATE FUNCTION procrastinate_finish_job_v1(job_id bigint, end_status procrastinate_job_status, delete_job boolean)
    RETURNS void
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

-- The retry_job function now has specific behaviour when a job is set to be
-- retried while it's aborting: in that case it's marked as failed.
CREATE FUNCTION procrastinate_retry_job_v1(
    job_id bigint,
    retry_at timestamp with time zone,
    new_priority integer,
    new_queue_name character varying,
    new_lock character varying
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

-- Create new versioned trigger functions and triggers

CREATE FUNCTION procrastinate_notify_queue_job_inserted_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_temp
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_job_inserted_v1();

CREATE FUNCTION procrastinate_notify_queue_abort_job_v1()
RETURNS trigger
    LANGUAGE plpgsql
AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_temp
    AFTER UPDATE OF abort_requested ON procrastinate_jobs
    FOR EACH ROW WHEN ((old.abort_requested = false AND new.abort_requested = true AND new.status = 'doing'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_abort_job_v1();
-- These are old versions of functions, that we needed to keep around for
-- backwards compatibility. We can now safely drop them.
DROP FUNCTION IF EXISTS procrastinate_finish_job(
    integer,
    procrastinate_job_status,
    timestamp with time zone,
    boolean
);
DROP FUNCTION IF EXISTS procrastinate_defer_job(
    character varying,
    character varying,
    text,
    text,
    jsonb,
    timestamp with time zone
);
DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job(
    character varying,
    character varying,
    character varying,
    character varying,
    character varying,
    bigint,
    jsonb
);
DROP FUNCTION IF EXISTS procrastinate_retry_job(
    bigint,
    timestamp with time zone
);
DROP FUNCTION IF EXISTS procrastinate_retry_job(
    bigint,
    timestamp with time zone,
    integer,
    character varying,
    character varying
);

-- Remove all traces of the "aborting" status
-- Last sanity update in case the trigger didn't work 100% of the time
UPDATE procrastinate_jobs SET abort_requested = true WHERE status = 'aborting';

-- Delete the indexes that depend on the old status and enum type
DROP INDEX IF EXISTS procrastinate_jobs_queueing_lock_idx;
DROP INDEX IF EXISTS procrastinate_jobs_lock_idx;
DROP INDEX IF EXISTS procrastinate_jobs_id_lock_idx;

-- Delete the unversioned triggers
DROP TRIGGER IF EXISTS procrastinate_trigger_status_events_update ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_trigger_status_events_insert ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_trigger_scheduled_events ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_trigger_status_events_update ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_jobs_notify_queue ON procrastinate_jobs;

-- Delete the unversioned functions
DROP FUNCTION IF EXISTS procrastinate_defer_job;
DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job;
DROP FUNCTION IF EXISTS procrastinate_fetch_job;
DROP FUNCTION IF EXISTS procrastinate_finish_job(bigint, procrastinate_job_status, boolean);
DROP FUNCTION IF EXISTS procrastinate_cancel_job;
DROP FUNCTION IF EXISTS procrastinate_trigger_status_events_procedure_update;
DROP FUNCTION IF EXISTS procrastinate_finish_job(integer, procrastinate_job_status, timestamp with time zone, boolean);
DROP FUNCTION IF EXISTS procrastinate_notify_queue;

-- Delete the functions that depend on the old event type
DROP FUNCTION IF EXISTS procrastinate_trigger_status_events_procedure_insert;
DROP FUNCTION IF EXISTS procrastinate_trigger_scheduled_events_procedure;

-- Delete temporary triggers and functions
DROP TRIGGER IF EXISTS procrastinate_jobs_notify_queue_job_inserted_temp ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_jobs_notify_queue_job_aborted_temp ON procrastinate_jobs;
DROP TRIGGER IF EXISTS procrastinate_trigger_sync_abort_requested_with_status_temp ON procrastinate_jobs;
DROP FUNCTION IF EXISTS procrastinate_sync_abort_requested_with_status_temp;

-- Alter the table to not use the 'aborting' status anymore
ALTER TABLE procrastinate_jobs
ALTER COLUMN status TYPE procrastinate_job_status
USING (
    CASE status::text
        WHEN 'aborting' THEN 'doing'::procrastinate_job_status
        ELSE status::procrastinate_job_status
    END
);

-- Recreate the dropped temporary triggers
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1
    AFTER UPDATE OF abort_requested ON procrastinate_jobs
    FOR EACH ROW WHEN ((old.abort_requested = false AND new.abort_requested = true AND new.status = 'doing'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_notify_queue_abort_job_v1();

-- Recreate the dropped indexes (with version suffix)
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON procrastinate_jobs (queueing_lock) WHERE status = 'todo';
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON procrastinate_jobs (lock) WHERE status = 'doing';
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON procrastinate_jobs (id, lock) WHERE status = ANY (ARRAY['todo'::procrastinate_job_status, 'doing'::procrastinate_job_status]);

-- Rename existing indexes
ALTER INDEX procrastinate_jobs_queue_name_idx RENAME TO procrastinate_jobs_queue_name_idx_v1;
ALTER INDEX procrastinate_events_job_id_fkey  RENAME TO procrastinate_events_job_id_fkey_v1;
ALTER INDEX procrastinate_periodic_defers_job_id_fkey RENAME TO procrastinate_periodic_defers_job_id_fkey_v1;
ALTER INDEX procrastinate_jobs_priority_idx RENAME TO procrastinate_jobs_priority_idx_v1;

-- Recreate or rename the other triggers & their associated functions

CREATE FUNCTION procrastinate_trigger_function_status_events_insert_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1
    AFTER INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_insert_v1();

CREATE FUNCTION procrastinate_trigger_function_status_events_update_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_trigger_status_events_update_v1
    AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_update_v1();

CREATE FUNCTION procrastinate_trigger_function_scheduled_events_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1
    AFTER UPDATE OR INSERT ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.scheduled_at IS NOT NULL AND new.status = 'todo'::procrastinate_job_status))
    EXECUTE PROCEDURE procrastinate_trigger_function_scheduled_events_v1();

CREATE FUNCTION procrastinate_trigger_abort_requested_events_procedure_v1()
    RETURNS trigger
    LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1
    AFTER UPDATE OF abort_requested ON procrastinate_jobs
    FOR EACH ROW WHEN ((new.abort_requested = true))
    EXECUTE PROCEDURE procrastinate_trigger_abort_requested_events_procedure_v1();

-- Rename remaining functions to use version suffix
ALTER FUNCTION procrastinate_unlink_periodic_defers RENAME TO procrastinate_unlink_periodic_defers_v1;
ALTER TRIGGER procrastinate_trigger_delete_jobs ON procrastinate_jobs RENAME TO procrastinate_trigger_delete_jobs_v1;

-- New constraints
ALTER TABLE procrastinate_jobs ADD CONSTRAINT check_not_todo_abort_requested CHECK (NOT (status = 'todo' AND abort_requested = true));
CREATE TABLE procrastinate_workers(
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    last_heartbeat timestamp with time zone NOT NULL DEFAULT NOW()
);

ALTER TABLE procrastinate_jobs ADD COLUMN worker_id bigint REFERENCES procrastinate_workers(id) ON DELETE SET NULL;

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON procrastinate_jobs(worker_id) WHERE worker_id IS NOT NULL AND status = 'doing'::procrastinate_job_status;

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON procrastinate_workers(last_heartbeat);

CREATE FUNCTION procrastinate_fetch_job_v2(
    target_queue_names character varying[],
    p_worker_id bigint
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS earlier_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND earlier_jobs.lock = jobs.lock
                            AND earlier_jobs.status IN ('todo', 'doing')
                            AND earlier_jobs.id < jobs.id)
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

	RETURN found_jobs;
END;
$$;

CREATE FUNCTION procrastinate_register_worker_v1()
    RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION procrastinate_unregister_worker_v1(worker_id bigint)
    RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION procrastinate_update_heartbeat_v1(worker_id bigint)
    RETURNS void
    LANGUAGE plpgsql
AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat float)
    RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
DROP FUNCTION IF EXISTS procrastinate_fetch_job_v1(character varying[]);
CREATE TYPE procrastinate_job_to_defer_v1 AS (
    queue_name character varying,
    task_name character varying,
    priority integer,
    lock text,
    queueing_lock text,
    args jsonb,
    scheduled_at timestamp with time zone
);

CREATE FUNCTION procrastinate_defer_jobs_v1(
    jobs procrastinate_job_to_defer_v1[]
)
    RETURNS bigint[]
    LANGUAGE plpgsql
AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION procrastinate_defer_periodic_job_v2(
    _queue_name character varying,
    _lock character varying,
    _queueing_lock character varying,
    _task_name character varying,
    _priority integer,
    _periodic_id character varying,
    _defer_timestamp bigint,
    _args jsonb
)
    RETURNS bigint
    LANGUAGE plpgsql
AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;
DROP FUNCTION IF EXISTS procrastinate_defer_job_v1;
DROP FUNCTION IF EXISTS procrastinate_defer_periodic_job_v1;
-- Migration: Update procrastinate_fetch_job_v2 to consider priority before job id for locked jobs
DROP FUNCTION IF EXISTS procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint);

CREATE FUNCTION procrastinate_fetch_job_v2(
    target_queue_names character varying[],
    p_worker_id bigint
)
    RETURNS procrastinate_jobs
    LANGUAGE plpgsql
AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;
-- Append new event type to reflect transition from failed -> todo
ALTER TYPE procrastinate_job_event_type ADD VALUE 'retried' AFTER 'scheduled';

-- Procedure to retry failed jobs
CREATE FUNCTION procrastinate_retry_job_v2(
    job_id bigint,
    retry_at timestamp with time zone,
    new_priority integer,
    new_queue_name character varying,
    new_lock character varying
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;
DROP TRIGGER IF EXISTS procrastinate_trigger_status_events_update_v1 ON procrastinate_jobs;
DROP FUNCTION IF EXISTS procrastinate_trigger_function_status_events_update_v1;

CREATE FUNCTION procrastinate_trigger_function_status_events_update_v1()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$function$;

CREATE TRIGGER procrastinate_trigger_status_events_update_v1
    AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW
    EXECUTE PROCEDURE procrastinate_trigger_function_status_events_update_v1();
create index liant_jobs_unfinished on procrastinate_jobs ((args -> 'organisation_id'), status, id) where status in ('failed', 'doing', 'todo');
CREATE TABLE "joining_merge" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "before" jsonb NOT NULL, "undone_at" timestamp with time zone NULL, "by_id" bigint NULL, "merged_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "survivor_id" bigint NOT NULL);
ALTER TABLE "joining_merge" ADD CONSTRAINT "joining_merge_organisation_id_8d667999_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "merged_once_at_a_time" ON "joining_merge" ("merged_id") WHERE "undone_at" IS NULL;
CREATE INDEX "joining_merge_by_id_521694b9" ON "joining_merge" ("by_id");
CREATE INDEX "joining_merge_merged_id_1f2ec078" ON "joining_merge" ("merged_id");
CREATE INDEX "joining_merge_organisation_id_8d667999" ON "joining_merge" ("organisation_id");
CREATE INDEX "joining_merge_survivor_id_5d3af403" ON "joining_merge" ("survivor_id");
alter table "joining_merge" enable row level security;
create policy tenant on "joining_merge" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "joining_merge" add constraint "joining_merge_organisation_id_key" unique (organisation_id, id);
alter table "joining_merge" add constraint "joining_merge_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "joining_merge" add constraint "joining_merge_merged_id_same_organisation" foreign key (organisation_id, "merged_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "joining_merge" add constraint "joining_merge_survivor_id_same_organisation" foreign key (organisation_id, "survivor_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "journal_journal" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "is_open" boolean NOT NULL, "languages" varchar(10)[] NOT NULL, "texts" jsonb NOT NULL, "own_address" varchar(200) NOT NULL, "profiles" varchar(500)[] NOT NULL, "is_signed" boolean NOT NULL, "hub_url" varchar(500) NOT NULL, "hub_told_at" timestamp with time zone NULL, "hub_answer" varchar(300) NOT NULL, "podcast_category" varchar(60) NOT NULL, "podcast_mail" varchar(254) NOT NULL, "is_explicit" boolean NOT NULL, "picture" bytea NULL, "picture_type" varchar(40) NOT NULL, "picture_width" integer NOT NULL CHECK ("picture_width" >= 0), "picture_height" integer NOT NULL CHECK ("picture_height" >= 0), "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_journal_per_house" UNIQUE ("organisation_id"));
CREATE TABLE "journal_preparedpicture" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "content" bytea NULL, "media_type" varchar(40) NOT NULL, "width" integer NOT NULL CHECK ("width" >= 0), "height" integer NOT NULL CHECK ("height" >= 0), "made_at" timestamp with time zone NOT NULL, "medium_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_prepared_picture_per_medium" UNIQUE ("medium_id"));
CREATE TABLE "journal_recording" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "duration_seconds" integer NOT NULL CHECK ("duration_seconds" >= 0), "chapters" jsonb NOT NULL, "transcript" text NOT NULL, "is_explicit" boolean NOT NULL, "medium_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_recording_per_medium" UNIQUE ("medium_id"));
ALTER TABLE "journal_journal" ADD CONSTRAINT "journal_journal_organisation_id_a57ffb98_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_journal_organisation_id_a57ffb98" ON "journal_journal" ("organisation_id");
ALTER TABLE "journal_preparedpicture" ADD CONSTRAINT "journal_preparedpict_organisation_id_4688a924_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_preparedpicture_medium_id_7b2b235b" ON "journal_preparedpicture" ("medium_id");
CREATE INDEX "journal_preparedpicture_organisation_id_4688a924" ON "journal_preparedpicture" ("organisation_id");
ALTER TABLE "journal_recording" ADD CONSTRAINT "journal_recording_organisation_id_333159ef_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_recording_medium_id_9008f0bf" ON "journal_recording" ("medium_id");
CREATE INDEX "journal_recording_organisation_id_333159ef" ON "journal_recording" ("organisation_id");
alter table "journal_journal" enable row level security;
create policy tenant on "journal_journal" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_journal" add constraint "journal_journal_organisation_id_key" unique (organisation_id, id);
alter table "journal_preparedpicture" enable row level security;
create policy tenant on "journal_preparedpicture" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_preparedpicture" add constraint "journal_preparedpicture_organisation_id_key" unique (organisation_id, id);
alter table "journal_preparedpicture" add constraint "journal_preparedpicture_medium_id_same_organisation" foreign key (organisation_id, "medium_id") references "writing_piecemedium" (organisation_id, id) deferrable initially deferred;
alter table "journal_recording" enable row level security;
create policy tenant on "journal_recording" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_recording" add constraint "journal_recording_organisation_id_key" unique (organisation_id, id);
alter table "journal_recording" add constraint "journal_recording_medium_id_same_organisation" foreign key (organisation_id, "medium_id") references "writing_piecemedium" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "journal_journal" ADD COLUMN "has_comments" boolean DEFAULT true NOT NULL;
ALTER TABLE "journal_journal" ALTER COLUMN "has_comments" DROP DEFAULT;
CREATE TABLE "journal_pagemention" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "author" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "at" timestamp with time zone NOT NULL, "decided_at" timestamp with time zone NULL, "decided_by_id" bigint NULL, "item_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "each_mention_of_a_page_once" UNIQUE ("item_id"));
CREATE TABLE "journal_readercomment" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "language" varchar(10) NOT NULL, "name" varchar(80) NOT NULL, "mail" varchar(254) NOT NULL, "text" text NOT NULL, "state" varchar(10) NOT NULL, "rule" varchar(500) NOT NULL, "token_hash" varchar(64) NOT NULL, "at" timestamp with time zone NOT NULL, "decided_at" timestamp with time zone NULL, "decided_by_id" bigint NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "parent_id" bigint NULL, "piece_id" bigint NOT NULL, CONSTRAINT "a_refusal_names_its_rule" CHECK ((NOT ("state" = 'refused') OR NOT ("rule" = ''))));
CREATE TABLE "journal_sentmention" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "target" varchar(2000) NOT NULL, "state" varchar(8) NOT NULL, "endpoint" varchar(2000) NOT NULL, "answer" varchar(300) NOT NULL, "attempts" smallint NOT NULL CHECK ("attempts" >= 0), "asked_at" timestamp with time zone NOT NULL, "tried_at" timestamp with time zone NULL, "sent_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NOT NULL, CONSTRAINT "each_target_once" UNIQUE ("version_id", "target"));
ALTER TABLE "journal_pagemention" ADD CONSTRAINT "journal_pagemention_organisation_id_a6748783_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_pagemention_decided_by_id_d7abae40" ON "journal_pagemention" ("decided_by_id");
CREATE INDEX "journal_pagemention_item_id_c21098ea" ON "journal_pagemention" ("item_id");
CREATE INDEX "journal_pagemention_organisation_id_a6748783" ON "journal_pagemention" ("organisation_id");
CREATE INDEX "journal_pagemention_piece_id_7290327f" ON "journal_pagemention" ("piece_id");
CREATE INDEX "pagemention_of" ON "journal_pagemention" ("piece_id", "at", "id") WHERE "state" = 'shown';
CREATE INDEX "pagemention_waiting" ON "journal_pagemention" ("organisation_id", "at", "id") WHERE "state" = 'waiting';
ALTER TABLE "journal_readercomment" ADD CONSTRAINT "journal_readercommen_organisation_id_49aacb99_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_readercomment_decided_by_id_839578bc" ON "journal_readercomment" ("decided_by_id");
CREATE INDEX "journal_readercomment_member_id_b14cc43b" ON "journal_readercomment" ("member_id");
CREATE INDEX "journal_readercomment_organisation_id_49aacb99" ON "journal_readercomment" ("organisation_id");
CREATE INDEX "journal_readercomment_parent_id_5c28572d" ON "journal_readercomment" ("parent_id");
CREATE INDEX "journal_readercomment_piece_id_8c4f3545" ON "journal_readercomment" ("piece_id");
CREATE INDEX "readercomment_of" ON "journal_readercomment" ("piece_id", "at", "id") WHERE "state" = 'shown';
CREATE INDEX "readercomment_waiting" ON "journal_readercomment" ("organisation_id", "at", "id") WHERE "state" = 'waiting';
CREATE INDEX "readercomment_newest" ON "journal_readercomment" ("organisation_id", "at" DESC, "id" DESC);
CREATE INDEX "readercomment_private" ON "journal_readercomment" ("organisation_id", "token_hash");
CREATE INDEX "readercomment_mail" ON "journal_readercomment" ("at") WHERE NOT ("mail" = '');
ALTER TABLE "journal_sentmention" ADD CONSTRAINT "journal_sentmention_organisation_id_9cd08855_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "journal_sentmention_organisation_id_9cd08855" ON "journal_sentmention" ("organisation_id");
CREATE INDEX "journal_sentmention_version_id_7f1a297b" ON "journal_sentmention" ("version_id");
CREATE INDEX "sentmention_newest" ON "journal_sentmention" ("organisation_id", "asked_at" DESC, "id" DESC);
alter table "journal_sentmention" enable row level security;
create policy tenant on "journal_sentmention" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_sentmention" add constraint "journal_sentmention_organisation_id_key" unique (organisation_id, id);
alter table "journal_sentmention" add constraint "journal_sentmention_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
alter table "journal_readercomment" enable row level security;
create policy tenant on "journal_readercomment" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_readercomment" add constraint "journal_readercomment_organisation_id_key" unique (organisation_id, id);
alter table "journal_readercomment" add constraint "journal_readercomment_decided_by_id_same_organisation" foreign key (organisation_id, "decided_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "journal_readercomment" add constraint "journal_readercomment_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "journal_readercomment" add constraint "journal_readercomment_parent_id_same_organisation" foreign key (organisation_id, "parent_id") references "journal_readercomment" (organisation_id, id) deferrable initially deferred;
alter table "journal_readercomment" add constraint "journal_readercomment_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "journal_pagemention" enable row level security;
create policy tenant on "journal_pagemention" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "journal_pagemention" add constraint "journal_pagemention_organisation_id_key" unique (organisation_id, id);
alter table "journal_pagemention" add constraint "journal_pagemention_decided_by_id_same_organisation" foreign key (organisation_id, "decided_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "journal_pagemention" add constraint "journal_pagemention_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "journal_pagemention" add constraint "journal_pagemention_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "journal_journal" ADD COLUMN "hub_asked_at" timestamp with time zone NULL;
CREATE TABLE "launching_duty" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "done_on" date NOT NULL, "document" varchar(300) NOT NULL, "why_not" varchar(500) NOT NULL, "noted_at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_duty_once" UNIQUE ("organisation_id", "kind"), CONSTRAINT "a_duty_names_its_document" CHECK ((NOT ("document" = '') OR NOT ("why_not" = ''))));
CREATE TABLE "launching_review" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "on" date NOT NULL, "experience" text NOT NULL, "travel" text NOT NULL, "animation" text NOT NULL, "noted_at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "launching_duty" ADD CONSTRAINT "launching_duty_organisation_id_75af54c2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "launching_duty_by_id_3efcd14a" ON "launching_duty" ("by_id");
CREATE INDEX "launching_duty_organisation_id_75af54c2" ON "launching_duty" ("organisation_id");
ALTER TABLE "launching_review" ADD CONSTRAINT "launching_review_organisation_id_2eeaf8c2_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "launching_review_by_id_74fe9872" ON "launching_review" ("by_id");
CREATE INDEX "launching_review_organisation_id_2eeaf8c2" ON "launching_review" ("organisation_id");
CREATE INDEX "review_newest" ON "launching_review" ("organisation_id", "on" DESC, "id" DESC);
alter table "launching_duty" enable row level security;
create policy tenant on "launching_duty" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "launching_duty" add constraint "launching_duty_organisation_id_key" unique (organisation_id, id);
alter table "launching_duty" add constraint "launching_duty_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "launching_review" enable row level security;
create policy tenant on "launching_review" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "launching_review" add constraint "launching_review_organisation_id_key" unique (organisation_id, id);
alter table "launching_review" add constraint "launching_review_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "ledger_community" ADD CONSTRAINT "one_community_per_key" UNIQUE ("organisation_id", "key");
create or replace function liant_forget_belonging(person bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ delete from ledger_interaction where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and person in (source_id, target_id) and purpose in ('belonging', 'sharing') $liant$;
create or replace function liant_forget_sharing(person bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ delete from ledger_interaction where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and person in (source_id, target_id) and purpose = 'sharing' $liant$;
create or replace function liant_forget_attended(person bigint, meeting bigint) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ delete from ledger_interaction where organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and kind = 'attended' and purpose = 'belonging' and through_kind = 'animation.meeting' and through_id = coalesce(meeting, through_id) and (person is null and meeting is not null or person in (source_id, target_id)) $liant$;
create policy own_sharing on ledger_interaction as restrictive using (visibility <> 'own' or exists (select 1 from people_person p where p.id = source_id and p.member_id = nullif(current_setting('liant.member', true), '')::bigint));
create or replace function liant_reshares(members bigint[], since timestamptz, until timestamptz, window_seconds bigint) returns table (one bigint, other bigint, place integer, times bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select least(a.member_id, b.member_id), greatest(a.member_id, b.member_id),
        floor(extract(epoch from i.at - since) / window_seconds)::integer, count(*)
    from ledger_interaction i join people_person a on a.id = i.source_id join people_person b on b.id = i.target_id
    where i.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and i.kind = 'reshare' and i.visibility = 'own' and i.at >= since and i.at < until
        and a.member_id = any(members) and b.member_id = any(members)
    group by 1, 2, 3 order by 1, 2, 3
 $liant$;
CREATE TABLE "letters_circle" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "words" varchar(60)[] NOT NULL, "labels" varchar(60)[] NOT NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NOT NULL, CONSTRAINT "one_circle_per_name" UNIQUE ("organisation_id", "name"));
CREATE TABLE "letters_subscription" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "letter" varchar(12) NOT NULL, "is_on" boolean NOT NULL, "hour" smallint NOT NULL CHECK ("hour" >= 0), "weekday" smallint NOT NULL CHECK ("weekday" >= 0), "words" varchar(60)[] NOT NULL, "next_at" timestamp with time zone NULL, "told_until" timestamp with time zone NULL, "changed_at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_letter_once" UNIQUE ("member_id", "letter"), CONSTRAINT "letter_hour_and_weekday" CHECK (("hour" < 24 AND "weekday" < 7)), CONSTRAINT "a_letter_has_its_hour" CHECK ((NOT "is_on" OR "next_at" IS NOT NULL)));
ALTER TABLE "letters_circle" ADD CONSTRAINT "letters_circle_organisation_id_5763d24d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "letters_circle_organisation_id_5763d24d" ON "letters_circle" ("organisation_id");
CREATE INDEX "letters_circle_team_id_a7ce7b59" ON "letters_circle" ("team_id");
ALTER TABLE "letters_subscription" ADD CONSTRAINT "letters_subscription_organisation_id_cce49a0f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "letters_subscription_member_id_31e7ea0b" ON "letters_subscription" ("member_id");
CREATE INDEX "letters_subscription_organisation_id_cce49a0f" ON "letters_subscription" ("organisation_id");
CREATE INDEX "letter_due" ON "letters_subscription" ("next_at") WHERE "is_on";
alter table "letters_subscription" enable row level security;
create policy tenant on "letters_subscription" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "letters_subscription" add constraint "letters_subscription_organisation_id_key" unique (organisation_id, id);
alter table "letters_subscription" add constraint "letters_subscription_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "letters_circle" enable row level security;
create policy tenant on "letters_circle" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "letters_circle" add constraint "letters_circle_organisation_id_key" unique (organisation_id, id);
alter table "letters_circle" add constraint "letters_circle_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
create or replace function liant_letters_due(moment timestamptz, most integer) returns table (organisation_id bigint, subscription_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from letters_subscription where is_on and next_at <= moment order by next_at limit most $liant$;
ALTER TABLE "links_sharer" ALTER COLUMN "member_id" DROP NOT NULL;
ALTER TABLE "links_sharer" ADD COLUMN "mark" uuid NULL;
ALTER TABLE "links_sharer" ADD CONSTRAINT "a_sharer_or_a_mark" CHECK ((("member_id" IS NULL OR "mark" IS NULL) AND 1 = (CASE WHEN "member_id" IS NULL THEN 1 ELSE 0 END + CASE WHEN "mark" IS NULL THEN 1 ELSE 0 END)));
alter policy own on links_sharer using (member_id = nullif(current_setting('liant.member', true), '')::bigint or member_id is null) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint or member_id is null);
create or replace function liant_shared_totals(about text, ids bigint[], first timestamptz, past timestamptz, fewest integer) returns table (about_id bigint, shares bigint, people bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select l.about_id, count(distinct l.id), coalesce(sum(f.count), 0)::bigint from links_link l join links_sharer s on s.link_id = l.id left join links_follow f on f.link_id = l.id and f.kind = 'person' and f.at >= first and f.at < past where l.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and l.purpose = 'share' and l.about_kind = about and l.about_id = any(ids) group by l.about_id having count(distinct coalesce(s.member_id::text, s.mark::text)) >= greatest(fewest, 5) $liant$;
CREATE TABLE "lists_savedview" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(60) NOT NULL, "filters" jsonb NOT NULL, "kept_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "owner_id" bigint NULL);
ALTER TABLE "lists_savedview" ADD CONSTRAINT "lists_savedview_organisation_id_c89e1e5c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "lists_savedview" ADD CONSTRAINT "one_view_per_name" UNIQUE NULLS NOT DISTINCT ("organisation_id", "owner_id", "name");
CREATE INDEX "lists_savedview_organisation_id_c89e1e5c" ON "lists_savedview" ("organisation_id");
CREATE INDEX "lists_savedview_owner_id_77dd892f" ON "lists_savedview" ("owner_id");
alter table "lists_savedview" enable row level security;
create policy tenant on "lists_savedview" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "lists_savedview" add constraint "lists_savedview_organisation_id_key" unique (organisation_id, id);
alter table "lists_savedview" add constraint "lists_savedview_owner_id_same_organisation" foreign key (organisation_id, "owner_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "magazine_issue" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "title" varchar(60) NOT NULL, "number" varchar(20) NOT NULL, "dated" varchar(40) NOT NULL, "tagline" varchar(140) NOT NULL, "opening_words" text NOT NULL, "language" varchar(10) NOT NULL, "size" varchar(2) NOT NULL, "columns" smallint NOT NULL CHECK ("columns" >= 0), "has_marks" boolean NOT NULL, "cover_credit" varchar(120) NOT NULL, "publisher" varchar(200) NOT NULL, "address" varchar(300) NOT NULL, "director" varchar(120) NOT NULL, "contact" varchar(200) NOT NULL, "printer" varchar(300) NOT NULL, "legal" text NOT NULL, "state" varchar(8) NOT NULL, "problem" varchar(500) NOT NULL, "notes" jsonb NOT NULL, "created_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "asked_at" timestamp with time zone NULL, "cover_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "an_issue_has_columns" CHECK (("columns" >= 1 AND "columns" <= 3)));
CREATE TABLE "magazine_entry" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "place" integer NOT NULL CHECK ("place" >= 0), "lead" varchar(400) NOT NULL, "quote" varchar(300) NOT NULL, "signature" varchar(120) NOT NULL, "pictures" jsonb NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, "issue_id" bigint NOT NULL, CONSTRAINT "each_piece_once_printed" UNIQUE ("issue_id", "piece_id"));
CREATE TABLE "magazine_sheet" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "made_at" timestamp with time zone NOT NULL, "pages" integer NOT NULL CHECK ("pages" >= 0), "print_pdf" bytea NOT NULL, "screen_pdf" bytea NOT NULL, "print_bytes" integer NOT NULL CHECK ("print_bytes" >= 0), "screen_bytes" integer NOT NULL CHECK ("screen_bytes" >= 0), "print_sha256" varchar(64) NOT NULL, "issue_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_sheet_per_issue" UNIQUE ("issue_id"));
CREATE TABLE "magazine_proof" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "picture" bytea NOT NULL, "organisation_id" bigint NOT NULL, "sheet_id" bigint NOT NULL, CONSTRAINT "each_page_once" UNIQUE ("sheet_id", "number"));
ALTER TABLE "magazine_issue" ADD CONSTRAINT "magazine_issue_organisation_id_9af7ce8b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "magazine_issue_cover_id_63259cb2" ON "magazine_issue" ("cover_id");
CREATE INDEX "magazine_issue_organisation_id_9af7ce8b" ON "magazine_issue" ("organisation_id");
CREATE INDEX "printed_newest" ON "magazine_issue" ("organisation_id", "created_at" DESC, "id" DESC);
ALTER TABLE "magazine_entry" ADD CONSTRAINT "magazine_entry_organisation_id_d74e85f9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "magazine_entry_organisation_id_d74e85f9" ON "magazine_entry" ("organisation_id");
CREATE INDEX "magazine_entry_piece_id_878eac0c" ON "magazine_entry" ("piece_id");
CREATE INDEX "magazine_entry_issue_id_391289f3" ON "magazine_entry" ("issue_id");
ALTER TABLE "magazine_sheet" ADD CONSTRAINT "magazine_sheet_organisation_id_3b656adb_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "magazine_sheet_issue_id_3d3e0863" ON "magazine_sheet" ("issue_id");
CREATE INDEX "magazine_sheet_organisation_id_3b656adb" ON "magazine_sheet" ("organisation_id");
ALTER TABLE "magazine_proof" ADD CONSTRAINT "magazine_proof_organisation_id_045220d7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "magazine_proof_organisation_id_045220d7" ON "magazine_proof" ("organisation_id");
CREATE INDEX "magazine_proof_sheet_id_1984feec" ON "magazine_proof" ("sheet_id");
alter table "magazine_issue" enable row level security;
create policy tenant on "magazine_issue" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "magazine_issue" add constraint "magazine_issue_organisation_id_key" unique (organisation_id, id);
alter table "magazine_issue" add constraint "magazine_issue_cover_id_same_organisation" foreign key (organisation_id, "cover_id") references "writing_piecemedium" (organisation_id, id) deferrable initially deferred;
alter table "magazine_entry" enable row level security;
create policy tenant on "magazine_entry" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "magazine_entry" add constraint "magazine_entry_organisation_id_key" unique (organisation_id, id);
alter table "magazine_entry" add constraint "magazine_entry_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "magazine_entry" add constraint "magazine_entry_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "magazine_issue" (organisation_id, id) deferrable initially deferred;
alter table "magazine_sheet" enable row level security;
create policy tenant on "magazine_sheet" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "magazine_sheet" add constraint "magazine_sheet_organisation_id_key" unique (organisation_id, id);
alter table "magazine_sheet" add constraint "magazine_sheet_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "magazine_issue" (organisation_id, id) deferrable initially deferred;
alter table "magazine_proof" enable row level security;
create policy tenant on "magazine_proof" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "magazine_proof" add constraint "magazine_proof_organisation_id_key" unique (organisation_id, id);
alter table "magazine_proof" add constraint "magazine_proof_sheet_id_same_organisation" foreign key (organisation_id, "sheet_id") references "magazine_sheet" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "meetings_round" ADD COLUMN "closeness" text DEFAULT '' NOT NULL;
ALTER TABLE "meetings_round" ALTER COLUMN "closeness" DROP DEFAULT;
create or replace function liant_rotation_close_pairs(rotation bigint) returns table (member_id bigint, other_id bigint, strength integer) language sql stable security definer set search_path = public, pg_temp as $liant$ select p.member_id, p.other_id, 25 * p.quarters from liant_close_pairs(array(select m.member_id from meetings_participant m where m.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and m.rotation_id = rotation)) p $liant$;
CREATE TABLE "meetings_hearing" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "ways" varchar(4)[] NOT NULL, "quiet_from" smallint NULL CHECK ("quiet_from" >= 0), "quiet_until" smallint NULL CHECK ("quiet_until" >= 0));
CREATE TABLE "meetings_notice" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "occasion" varchar(10) NOT NULL, "about" bigint NOT NULL, "way" varchar(4) NOT NULL, "state" varchar(8) NOT NULL, "next_at" timestamp with time zone NOT NULL, "tries" smallint NOT NULL CHECK ("tries" >= 0), "sending_at" timestamp with time zone NULL, "settled_at" timestamp with time zone NULL, "problem" varchar(300) NOT NULL);
ALTER TABLE "meetings_hearing" ADD COLUMN "member_id" bigint NOT NULL;
ALTER TABLE "meetings_hearing" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "meetings_hearing_organisation_id_0f57937a_fk_tenancy_o" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "meetings_hearing_organisation_id_0f57937a_fk_tenancy_o" IMMEDIATE;
ALTER TABLE "meetings_notice" ADD COLUMN "member_id" bigint NOT NULL;
ALTER TABLE "meetings_notice" ADD COLUMN "organisation_id" bigint NOT NULL CONSTRAINT "meetings_notice_organisation_id_9b28fe3b_fk_tenancy_o" REFERENCES "tenancy_organisation"("id") DEFERRABLE INITIALLY DEFERRED; SET CONSTRAINTS "meetings_notice_organisation_id_9b28fe3b_fk_tenancy_o" IMMEDIATE;
ALTER TABLE "meetings_hearing" ADD CONSTRAINT "heard_in_one_way_of_ones_own" UNIQUE ("member_id");
ALTER TABLE "meetings_hearing" ADD CONSTRAINT "quiet_hours_begin_and_end" CHECK ((("quiet_from" IS NULL AND "quiet_until" IS NULL) OR ("quiet_from" < 24 AND "quiet_until" < 24 AND NOT ("quiet_from" = ("quiet_until") AND "quiet_from" IS NOT NULL AND "quiet_until" IS NOT NULL))));
CREATE INDEX "meeting_notice_due" ON "meetings_notice" ("organisation_id", "next_at") WHERE "state" IN ('waiting', 'sending');
ALTER TABLE "meetings_notice" ADD CONSTRAINT "each_occasion_once_by_each_way" UNIQUE ("member_id", "occasion", "about", "way");
ALTER TABLE "meetings_notice" ADD CONSTRAINT "notice_state_is_known" CHECK ("state" IN ('waiting', 'sending', 'sent', 'refused', 'unknown', 'dropped'));
CREATE INDEX "meetings_hearing_member_id_923bcec9" ON "meetings_hearing" ("member_id");
CREATE INDEX "meetings_hearing_organisation_id_0f57937a" ON "meetings_hearing" ("organisation_id");
CREATE INDEX "meetings_notice_member_id_9ba6f0ef" ON "meetings_notice" ("member_id");
CREATE INDEX "meetings_notice_organisation_id_9b28fe3b" ON "meetings_notice" ("organisation_id");
alter table "meetings_hearing" enable row level security;
create policy tenant on "meetings_hearing" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_hearing" add constraint "meetings_hearing_organisation_id_key" unique (organisation_id, id);
alter table "meetings_hearing" add constraint "meetings_hearing_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "meetings_notice" enable row level security;
create policy tenant on "meetings_notice" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "meetings_notice" add constraint "meetings_notice_organisation_id_key" unique (organisation_id, id);
alter table "meetings_notice" add constraint "meetings_notice_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "meetings_hearing" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "meetings_notice" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
insert into meetings_notice (organisation_id, member_id, occasion, about, way, state, next_at, tries, problem)
    select distinct p.organisation_id, p.member_id, 'invitation', p.round_id, 'mail', 'waiting', now(), 0, ''
    from meetings_partner p join meetings_round d on d.id = p.round_id and d.closed_at is null
    where p.mailed_at is null and p.said = '';
    insert into meetings_notice (organisation_id, member_id, occasion, about, way, state, next_at, tries, problem)
    select distinct p.organisation_id, p.member_id, 'reminder', p.round_id, 'mail', 'sent', now(), 0, ''
    from meetings_partner p join meetings_round d on d.id = p.round_id and d.closed_at is null
    where p.reminded_at is not null;
create or replace function liant_rotations_due(moment timestamptz, most integer) returns table (organisation_id bigint, id bigint, what text) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select due.* from (
        select r.organisation_id, r.id, 'draw' from meetings_rotation r where r.next_at <= moment
        union all select d.organisation_id, d.rotation_id, 'draw' from meetings_round d
            join meetings_rotation r on r.id = d.rotation_id and r.ended_at is null
            where d.drawn_at is null and d.closed_at is null and d.stored_at < moment - interval '10 minutes'
        union all select d.organisation_id, d.id, 'remind' from meetings_round d
            where d.reminded_at is null and d.closed_at is null and d.drawn_at is not null and d.remind_at <= moment
    ) due limit most
 $liant$;
create or replace function liant_rotation_seat(asked bigint, members bigint[], others bigint[], numbers integer[], moments timestamptz[], moment timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with seated as (
        insert into meetings_partner (organisation_id, round_id, member_id, other_id, number, starts_at, said)
        select d.organisation_id, d.id, s.member_id, s.other_id, s.number, s.starts_at, ''
        from meetings_round d
            cross join rows from (unnest(members), unnest(others), unnest(numbers), unnest(moments))
                as s (member_id, other_id, number, starts_at)
            join accounts_member a on a.id = s.member_id and a.organisation_id = d.organisation_id
            join accounts_member b on b.id = s.other_id and b.organisation_id = d.organisation_id
        where d.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and d.id = asked and d.closed_at is null
        on conflict do nothing returning member_id
    ), told as (
        insert into meetings_notice (organisation_id, member_id, occasion, about, way, state, next_at, tries, problem)
        select m.organisation_id, m.id, 'invitation', asked, way, 'waiting', moment, 0, ''
        from accounts_member m cross join lateral unnest(coalesce((select h.ways from meetings_hearing h where h.member_id = m.id), array['mail']::varchar[])) way
        where m.is_active and m.id in (select member_id from seated)
        on conflict do nothing returning 1
    )
    select count(*) from told
 $liant$;
create or replace function liant_rotation_remind(asked bigint, moment timestamptz) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with told as (
        insert into meetings_notice (organisation_id, member_id, occasion, about, way, state, next_at, tries, problem)
        select m.organisation_id, m.id, 'reminder', d.id, way, 'waiting', moment, 0, ''
        from meetings_round d
            join accounts_member m on m.organisation_id = d.organisation_id and m.is_active
                and m.id in (select p.member_id from meetings_partner p where p.round_id = d.id and p.said = '')
            cross join lateral unnest(coalesce((select h.ways from meetings_hearing h where h.member_id = m.id), array['mail']::varchar[])) way
        where d.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and d.id = asked and d.closed_at is null
        on conflict do nothing returning 1
    )
    select count(*) from told
 $liant$;
create or replace function liant_meeting_notices_left(moment timestamptz, why text) returns bigint language sql volatile security definer set search_path = public, pg_temp as $liant$ 
    with changed as (
        update meetings_notice n set state = 'unknown', settled_at = moment, problem = why
        where n.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and n.state = 'sending' returning 1
    )
    select count(*) from changed
 $liant$;
create or replace function liant_meeting_members_to_tell(moment timestamptz, most integer) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select n.member_id from meetings_notice n join accounts_member m on m.id = n.member_id and m.is_active where n.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and n.state = 'waiting' and n.next_at <= moment group by n.member_id order by min(n.next_at), n.member_id limit most $liant$;
create or replace function liant_houses_with_meetings_to_tell(moment timestamptz) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select distinct n.organisation_id from meetings_notice n join accounts_member m on m.id = n.member_id and m.is_active
    where n.state = 'waiting' and n.next_at <= moment or n.state = 'sending' and n.sending_at < moment - interval '10 minutes'
 $liant$;
ALTER TABLE "meetings_partner" DROP COLUMN "mailed_at" CASCADE;
ALTER TABLE "meetings_partner" DROP COLUMN "reminded_at" CASCADE;
DROP INDEX IF EXISTS "round_to_write";
ALTER TABLE "meetings_round" DROP COLUMN "written_at" CASCADE;
ALTER TABLE "people_person" ADD COLUMN "merged_into_id" bigint NULL;
CREATE INDEX "person_merged" ON "people_person" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
alter table people_person add constraint people_person_merged_into_id_same_organisation foreign key (organisation_id, merged_into_id) references people_person (organisation_id, id) deferrable initially deferred;
CREATE INDEX "people_person_merged_into_id_138bbee4" ON "people_person" ("merged_into_id");
CREATE TABLE "merging_sameperson" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "moved" jsonb NOT NULL, "undone_at" timestamp with time zone NULL, "by_id" bigint NULL, "merged_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "survivor_id" bigint NOT NULL);
ALTER TABLE "merging_sameperson" ADD CONSTRAINT "merging_sameperson_organisation_id_a930410b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "recognised_once_at_a_time" ON "merging_sameperson" ("merged_id") WHERE "undone_at" IS NULL;
CREATE INDEX "merging_sameperson_by_id_2e5ce759" ON "merging_sameperson" ("by_id");
CREATE INDEX "merging_sameperson_merged_id_a6f7701b" ON "merging_sameperson" ("merged_id");
CREATE INDEX "merging_sameperson_organisation_id_a930410b" ON "merging_sameperson" ("organisation_id");
CREATE INDEX "merging_sameperson_survivor_id_44fc65c8" ON "merging_sameperson" ("survivor_id");
alter table "merging_sameperson" enable row level security;
create policy tenant on "merging_sameperson" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "merging_sameperson" add constraint "merging_sameperson_organisation_id_key" unique (organisation_id, id);
alter table "merging_sameperson" add constraint "merging_sameperson_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "merging_sameperson" add constraint "merging_sameperson_merged_id_same_organisation" foreign key (organisation_id, "merged_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "merging_sameperson" add constraint "merging_sameperson_survivor_id_same_organisation" foreign key (organisation_id, "survivor_id") references "people_person" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "mfa_authenticator" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "type" varchar(20) NOT NULL, "data" jsonb NOT NULL, "user_id" bigint NOT NULL);
ALTER TABLE "mfa_authenticator" ADD CONSTRAINT "mfa_authenticator_user_id_type_798d27ea_uniq" UNIQUE ("user_id", "type");
ALTER TABLE "mfa_authenticator" ADD CONSTRAINT "mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id" FOREIGN KEY ("user_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");
ALTER TABLE "mfa_authenticator" ADD COLUMN "created_at" timestamp with time zone DEFAULT '2026-12-01 11:42:36.391364+00:00'::timestamptz NOT NULL;
ALTER TABLE "mfa_authenticator" ALTER COLUMN "created_at" DROP DEFAULT;
ALTER TABLE "mfa_authenticator" ADD COLUMN "last_used_at" timestamp with time zone NULL;
ALTER TABLE "mfa_authenticator" DROP CONSTRAINT "mfa_authenticator_user_id_type_798d27ea_uniq";
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');
CREATE INDEX "version_left" ON "writing_version" ("organisation_id", "published_at", "id") WHERE "published_at" IS NOT NULL;
CREATE TABLE "newsletter_issue" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "preheader" varchar(150) NOT NULL, "intro" text NOT NULL, "fallbacks" jsonb NOT NULL, "state" varchar(8) NOT NULL, "problem" varchar(500) NOT NULL, "frozen" jsonb NOT NULL, "made_at" timestamp with time zone NOT NULL, "begun_at" timestamp with time zone NULL, "ended_at" timestamp with time zone NULL, "queued" integer NOT NULL, "sent" integer NOT NULL, "refused" integer NOT NULL, "unknown" integer NOT NULL, "bounced" integer NOT NULL, "left_out" integer NOT NULL, "begun_by_id" bigint NULL, "channel_id" bigint NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NOT NULL);
CREATE TABLE "newsletter_envelope" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(12) NOT NULL, "mark" varchar(40) NOT NULL, "state" varchar(10) NOT NULL, "attempts" integer NOT NULL CHECK ("attempts" >= 0), "next_attempt_at" timestamp with time zone NOT NULL, "sending_at" timestamp with time zone NULL, "settled_at" timestamp with time zone NULL, "problem" varchar(500) NOT NULL, "channel_id" bigint NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "issue_id" bigint NULL);
CREATE TABLE "newsletter_newsletter" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "slug" varchar(80) NOT NULL, "brings" varchar(500) NOT NULL, "rhythm" varchar(120) NOT NULL, "languages" varchar(10)[] NOT NULL, "consent" varchar(500) NOT NULL, "signature" text NOT NULL, "archive" varchar(8) NOT NULL, "is_open" boolean NOT NULL, "has_counted_links" boolean NOT NULL, "readers" integer NOT NULL, "made_at" timestamp with time zone NOT NULL, "channel_id" bigint NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "newsletter_issue" ADD COLUMN "newsletter_id" bigint NOT NULL;
CREATE TABLE "newsletter_pick" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "place" smallint NOT NULL CHECK ("place" >= 0), "issue_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL);
CREATE TABLE "newsletter_postage" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "per_minute" integer NOT NULL CHECK ("per_minute" >= 0), "per_hour" integer NOT NULL CHECK ("per_hour" >= 0), "soft_returns" integer NOT NULL CHECK ("soft_returns" >= 0), "soft_days" integer NOT NULL CHECK ("soft_days" >= 0), "channel_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "newsletter_segment" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "hats" varchar(20)[] NOT NULL, "topics" bigint[] NOT NULL, "languages" varchar(10)[] NOT NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "newsletter_issue" ADD COLUMN "segment_id" bigint NULL;
CREATE TABLE "newsletter_signedexception" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "edition" integer NOT NULL CHECK ("edition" >= 0), "rules" varchar(80)[] NOT NULL, "reason" varchar(500) NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NOT NULL, "issue_id" bigint NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "newsletter_subscriber" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "mark" varchar(64) NOT NULL, "address" varchar(320) NOT NULL, "first_name" varchar(100) NOT NULL, "last_name" varchar(100) NOT NULL, "language" varchar(10) NOT NULL, "topics" bigint[] NOT NULL, "hats" varchar(20)[] NOT NULL, "paused_until" timestamp with time zone NULL, "suspended_at" timestamp with time zone NULL, "suspended_why" varchar(500) NOT NULL, "refuses_at" timestamp with time zone NULL, "refuses_why" varchar(20) NOT NULL, "met_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NULL);
ALTER TABLE "newsletter_issue" ADD CONSTRAINT "newsletter_issue_organisation_id_808e3267_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_issue_begun_by_id_d0f2dd03" ON "newsletter_issue" ("begun_by_id");
CREATE INDEX "newsletter_issue_channel_id_243b3429" ON "newsletter_issue" ("channel_id");
CREATE INDEX "newsletter_issue_organisation_id_808e3267" ON "newsletter_issue" ("organisation_id");
CREATE INDEX "newsletter_issue_version_id_a3ffa82c" ON "newsletter_issue" ("version_id");
ALTER TABLE "newsletter_envelope" ADD CONSTRAINT "newsletter_envelope_organisation_id_716b9573_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_envelope_channel_id_83af88e7" ON "newsletter_envelope" ("channel_id");
CREATE INDEX "newsletter_envelope_member_id_11c6a551" ON "newsletter_envelope" ("member_id");
CREATE INDEX "newsletter_envelope_organisation_id_716b9573" ON "newsletter_envelope" ("organisation_id");
CREATE INDEX "newsletter_envelope_issue_id_333d13fd" ON "newsletter_envelope" ("issue_id");
ALTER TABLE "newsletter_newsletter" ADD CONSTRAINT "newsletter_newslette_organisation_id_a96252ae_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_newsletter_slug_ec71f8b5" ON "newsletter_newsletter" ("slug");
CREATE INDEX "newsletter_newsletter_slug_ec71f8b5_like" ON "newsletter_newsletter" ("slug" varchar_pattern_ops);
CREATE INDEX "newsletter_newsletter_channel_id_d39d2427" ON "newsletter_newsletter" ("channel_id");
CREATE INDEX "newsletter_newsletter_organisation_id_a96252ae" ON "newsletter_newsletter" ("organisation_id");
CREATE INDEX "newsletter_issue_newsletter_id_ff446cc4" ON "newsletter_issue" ("newsletter_id");
ALTER TABLE "newsletter_pick" ADD CONSTRAINT "newsletter_pick_organisation_id_deecd631_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_pick_issue_id_74b78124" ON "newsletter_pick" ("issue_id");
CREATE INDEX "newsletter_pick_organisation_id_deecd631" ON "newsletter_pick" ("organisation_id");
CREATE INDEX "newsletter_pick_piece_id_8e0b539c" ON "newsletter_pick" ("piece_id");
ALTER TABLE "newsletter_postage" ADD CONSTRAINT "newsletter_postage_organisation_id_a7eec4cc_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_postage_channel_id_364d3fa4" ON "newsletter_postage" ("channel_id");
CREATE INDEX "newsletter_postage_organisation_id_a7eec4cc" ON "newsletter_postage" ("organisation_id");
ALTER TABLE "newsletter_segment" ADD CONSTRAINT "newsletter_segment_organisation_id_13180a48_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_segment_organisation_id_13180a48" ON "newsletter_segment" ("organisation_id");
CREATE INDEX "newsletter_issue_segment_id_86e300cb" ON "newsletter_issue" ("segment_id");
ALTER TABLE "newsletter_signedexception" ADD CONSTRAINT "newsletter_signedexc_organisation_id_0778a145_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_signedexception_by_id_a9a2cc9c" ON "newsletter_signedexception" ("by_id");
CREATE INDEX "newsletter_signedexception_issue_id_6b45697a" ON "newsletter_signedexception" ("issue_id");
CREATE INDEX "newsletter_signedexception_organisation_id_0778a145" ON "newsletter_signedexception" ("organisation_id");
ALTER TABLE "newsletter_subscriber" ADD CONSTRAINT "newsletter_subscribe_organisation_id_62d6ca1d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_subscriber_organisation_id_62d6ca1d" ON "newsletter_subscriber" ("organisation_id");
CREATE INDEX "newsletter_subscriber_person_id_1c17a3c3" ON "newsletter_subscriber" ("person_id");
CREATE TABLE "newsletter_return" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "occasion" varchar(200) NOT NULL, "status" varchar(20) NOT NULL, "reason" varchar(500) NOT NULL, "at" timestamp with time zone NOT NULL, "envelope_id" bigint NULL, "item_id" bigint NULL, "organisation_id" bigint NOT NULL, "subscriber_id" bigint NOT NULL, CONSTRAINT "each_return_once" UNIQUE ("organisation_id", "occasion"));
ALTER TABLE "newsletter_envelope" ADD COLUMN "subscriber_id" bigint NULL;
CREATE TABLE "newsletter_subscription" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "state" varchar(8) NOT NULL, "round" integer NOT NULL CHECK ("round" >= 0), "asked_at" timestamp with time zone NULL, "on_at" timestamp with time zone NULL, "ended_at" timestamp with time zone NULL, "ended_how" varchar(20) NOT NULL, "newsletter_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "subscriber_id" bigint NOT NULL, CONSTRAINT "subscribed_once" UNIQUE ("newsletter_id", "subscriber_id"), CONSTRAINT "subscription_state_is_known" CHECK ("state" IN ('asked', 'on', 'ended')));
CREATE TABLE "newsletter_proof" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "what" varchar(10) NOT NULL, "at" timestamp with time zone NOT NULL, "how" varchar(500) NOT NULL, "text" varchar(500) NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "subscription_id" bigint NOT NULL);
ALTER TABLE "newsletter_envelope" ADD COLUMN "subscription_id" bigint NULL;
CREATE TABLE "newsletter_countedlink" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" smallint NOT NULL CHECK ("number" >= 0), "url" varchar(2000) NOT NULL, "followed" integer NOT NULL CHECK ("followed" >= 0), "organisation_id" bigint NOT NULL, "issue_id" bigint NOT NULL, CONSTRAINT "each_link_of_a_letter_once" UNIQUE ("issue_id", "number"));
CREATE TABLE "newsletter_letterpicture" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "medium_id" bigint NOT NULL, "media_type" varchar(100) NOT NULL, "content" bytea NOT NULL, "issue_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_picture_once_in_an_issue" UNIQUE ("issue_id", "medium_id"));
ALTER TABLE "newsletter_newsletter" ADD CONSTRAINT "one_newsletter_per_address" UNIQUE ("organisation_id", "slug");
ALTER TABLE "newsletter_pick" ADD CONSTRAINT "each_piece_told_once_in_a_letter" UNIQUE ("issue_id", "piece_id");
ALTER TABLE "newsletter_postage" ADD CONSTRAINT "one_postage_per_channel" UNIQUE ("channel_id");
ALTER TABLE "newsletter_segment" ADD CONSTRAINT "one_segment_per_name" UNIQUE ("organisation_id", "name");
CREATE INDEX "letter_newest" ON "newsletter_issue" ("organisation_id", "id" DESC);
CREATE INDEX "issue_begun" ON "newsletter_issue" ("newsletter_id", "begun_at" DESC);
CREATE INDEX "issue_sending" ON "newsletter_issue" ("channel_id", "begun_at", "id") WHERE "state" = 'sending';
ALTER TABLE "newsletter_issue" ADD CONSTRAINT "one_issue_per_version" UNIQUE ("version_id");
ALTER TABLE "newsletter_issue" ADD CONSTRAINT "issue_state_is_known" CHECK ("state" IN ('draft', 'sending', 'held', 'sent', 'stopped'));
CREATE INDEX "exception_of" ON "newsletter_signedexception" ("issue_id", "edition");
CREATE INDEX "subscriber_person" ON "newsletter_subscriber" ("person_id") WHERE "person_id" IS NOT NULL;
ALTER TABLE "newsletter_subscriber" ADD CONSTRAINT "one_subscriber_per_address" UNIQUE ("organisation_id", "mark");
CREATE INDEX "envelope_due" ON "newsletter_envelope" ("channel_id", "next_attempt_at") WHERE ("kind" IN ('confirmation', 'trial') AND "state" = 'queued');
CREATE INDEX "envelope_of_issue_due" ON "newsletter_envelope" ("issue_id", "next_attempt_at", "id") WHERE "state" = 'queued';
CREATE INDEX "envelope_on_its_way" ON "newsletter_envelope" ("channel_id") WHERE "state" = 'sending';
CREATE INDEX "envelope_rate" ON "newsletter_envelope" ("channel_id", "sending_at") WHERE "sending_at" IS NOT NULL;
CREATE INDEX "envelope_by_state" ON "newsletter_envelope" ("issue_id", "state", "id" DESC);
CREATE INDEX "envelope_of_subscriber" ON "newsletter_envelope" ("subscriber_id", "id" DESC);
CREATE INDEX "envelope_age" ON "newsletter_envelope" ("settled_at") WHERE "settled_at" IS NOT NULL;
ALTER TABLE "newsletter_envelope" ADD CONSTRAINT "each_envelope_once" UNIQUE ("organisation_id", "mark");
CREATE UNIQUE INDEX "one_letter_per_issue_and_subscriber" ON "newsletter_envelope" ("issue_id", "subscriber_id") WHERE "kind" = 'letter';
ALTER TABLE "newsletter_envelope" ADD CONSTRAINT "envelope_state_is_known" CHECK ("state" IN ('queued', 'sending', 'unknown', 'sent', 'refused', 'bounced', 'left_out'));
ALTER TABLE "newsletter_return" ADD CONSTRAINT "newsletter_return_organisation_id_b6b39e52_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_return_envelope_id_52077b55" ON "newsletter_return" ("envelope_id");
CREATE INDEX "newsletter_return_item_id_d9cd11f6" ON "newsletter_return" ("item_id");
CREATE INDEX "newsletter_return_organisation_id_b6b39e52" ON "newsletter_return" ("organisation_id");
CREATE INDEX "newsletter_return_subscriber_id_0741f9e3" ON "newsletter_return" ("subscriber_id");
CREATE INDEX "return_newest" ON "newsletter_return" ("organisation_id", "at" DESC, "id" DESC);
CREATE INDEX "return_of" ON "newsletter_return" ("subscriber_id", "kind", "at" DESC);
CREATE INDEX "return_of_envelope" ON "newsletter_return" ("envelope_id");
CREATE INDEX "newsletter_envelope_subscriber_id_24512ec9" ON "newsletter_envelope" ("subscriber_id");
ALTER TABLE "newsletter_subscription" ADD CONSTRAINT "newsletter_subscript_organisation_id_d08ce16b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_subscription_newsletter_id_e9d08ab9" ON "newsletter_subscription" ("newsletter_id");
CREATE INDEX "newsletter_subscription_organisation_id_d08ce16b" ON "newsletter_subscription" ("organisation_id");
CREATE INDEX "newsletter_subscription_subscriber_id_b3300607" ON "newsletter_subscription" ("subscriber_id");
CREATE INDEX "subscription_newest" ON "newsletter_subscription" ("newsletter_id", "id" DESC);
CREATE INDEX "subscription_by_state" ON "newsletter_subscription" ("newsletter_id", "state", "id" DESC);
CREATE INDEX "subscription_asked" ON "newsletter_subscription" ("asked_at") WHERE "state" = 'asked';
ALTER TABLE "newsletter_proof" ADD CONSTRAINT "newsletter_proof_organisation_id_549f9c2a_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_proof_member_id_4d5441a4" ON "newsletter_proof" ("member_id");
CREATE INDEX "newsletter_proof_organisation_id_549f9c2a" ON "newsletter_proof" ("organisation_id");
CREATE INDEX "newsletter_proof_subscription_id_452ddcff" ON "newsletter_proof" ("subscription_id");
CREATE INDEX "proof_of" ON "newsletter_proof" ("subscription_id", "at");
CREATE INDEX "newsletter_envelope_subscription_id_20e0bf61" ON "newsletter_envelope" ("subscription_id");
ALTER TABLE "newsletter_countedlink" ADD CONSTRAINT "newsletter_countedli_organisation_id_ebd74c2c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_countedlink_organisation_id_ebd74c2c" ON "newsletter_countedlink" ("organisation_id");
CREATE INDEX "newsletter_countedlink_issue_id_2cb5cd4c" ON "newsletter_countedlink" ("issue_id");
ALTER TABLE "newsletter_letterpicture" ADD CONSTRAINT "newsletter_letterpic_organisation_id_e78f0164_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "newsletter_letterpicture_issue_id_85867b69" ON "newsletter_letterpicture" ("issue_id");
CREATE INDEX "newsletter_letterpicture_organisation_id_e78f0164" ON "newsletter_letterpicture" ("organisation_id");
alter table "newsletter_postage" enable row level security;
create policy tenant on "newsletter_postage" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_postage" add constraint "newsletter_postage_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_postage" add constraint "newsletter_postage_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_newsletter" enable row level security;
create policy tenant on "newsletter_newsletter" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_newsletter" add constraint "newsletter_newsletter_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_newsletter" add constraint "newsletter_newsletter_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_subscriber" enable row level security;
create policy tenant on "newsletter_subscriber" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_subscriber" add constraint "newsletter_subscriber_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_subscriber" add constraint "newsletter_subscriber_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_subscription" enable row level security;
create policy tenant on "newsletter_subscription" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_subscription" add constraint "newsletter_subscription_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_subscription" add constraint "newsletter_subscription_newsletter_id_same_organisation" foreign key (organisation_id, "newsletter_id") references "newsletter_newsletter" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_subscription" add constraint "newsletter_subscription_subscriber_id_same_organisation" foreign key (organisation_id, "subscriber_id") references "newsletter_subscriber" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_proof" enable row level security;
create policy tenant on "newsletter_proof" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_proof" add constraint "newsletter_proof_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_proof" add constraint "newsletter_proof_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_proof" add constraint "newsletter_proof_subscription_id_same_organisation" foreign key (organisation_id, "subscription_id") references "newsletter_subscription" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_segment" enable row level security;
create policy tenant on "newsletter_segment" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_segment" add constraint "newsletter_segment_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_issue" enable row level security;
create policy tenant on "newsletter_issue" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_issue" add constraint "newsletter_issue_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_issue" add constraint "newsletter_issue_begun_by_id_same_organisation" foreign key (organisation_id, "begun_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_issue" add constraint "newsletter_issue_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_issue" add constraint "newsletter_issue_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_issue" add constraint "newsletter_issue_newsletter_id_same_organisation" foreign key (organisation_id, "newsletter_id") references "newsletter_newsletter" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_issue" add constraint "newsletter_issue_segment_id_same_organisation" foreign key (organisation_id, "segment_id") references "newsletter_segment" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_pick" enable row level security;
create policy tenant on "newsletter_pick" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_pick" add constraint "newsletter_pick_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_pick" add constraint "newsletter_pick_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "newsletter_issue" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_pick" add constraint "newsletter_pick_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_signedexception" enable row level security;
create policy tenant on "newsletter_signedexception" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_signedexception" add constraint "newsletter_signedexception_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_signedexception" add constraint "newsletter_signedexception_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_signedexception" add constraint "newsletter_signedexception_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "newsletter_issue" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_envelope" enable row level security;
create policy tenant on "newsletter_envelope" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_envelope" add constraint "newsletter_envelope_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_envelope" add constraint "newsletter_envelope_channel_id_same_organisation" foreign key (organisation_id, "channel_id") references "channels_channel" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_envelope" add constraint "newsletter_envelope_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_envelope" add constraint "newsletter_envelope_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "newsletter_issue" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_envelope" add constraint "newsletter_envelope_subscriber_id_same_organisation" foreign key (organisation_id, "subscriber_id") references "newsletter_subscriber" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_envelope" add constraint "newsletter_envelope_subscription_id_same_organisation" foreign key (organisation_id, "subscription_id") references "newsletter_subscription" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_return" enable row level security;
create policy tenant on "newsletter_return" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_return" add constraint "newsletter_return_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_return" add constraint "newsletter_return_envelope_id_same_organisation" foreign key (organisation_id, "envelope_id") references "newsletter_envelope" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_return" add constraint "newsletter_return_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_return" add constraint "newsletter_return_subscriber_id_same_organisation" foreign key (organisation_id, "subscriber_id") references "newsletter_subscriber" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_countedlink" enable row level security;
create policy tenant on "newsletter_countedlink" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_countedlink" add constraint "newsletter_countedlink_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_countedlink" add constraint "newsletter_countedlink_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "newsletter_issue" (organisation_id, id) deferrable initially deferred;
alter table "newsletter_letterpicture" enable row level security;
create policy tenant on "newsletter_letterpicture" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "newsletter_letterpicture" add constraint "newsletter_letterpicture_organisation_id_key" unique (organisation_id, id);
alter table "newsletter_letterpicture" add constraint "newsletter_letterpicture_issue_id_same_organisation" foreign key (organisation_id, "issue_id") references "newsletter_issue" (organisation_id, id) deferrable initially deferred;
create function newsletter_proof_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'newsletter_proof') then return coalesce(new, old); end if; raise exception 'newsletter_proof is append-only'; end $liant$;
create trigger append_only before update or delete on "newsletter_proof" for each row execute function newsletter_proof_append_only();
create or replace function liant_newsletters_due(moment timestamptz) returns table (organisation_id bigint, channel_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select c.organisation_id, c.id from channels_channel c where c.state = 'well' and (exists (select 1 from newsletter_envelope e where e.channel_id = c.id and e.state = 'queued' and e.kind in ('confirmation', 'trial') and e.next_attempt_at <= moment) or exists (select 1 from newsletter_envelope e where e.channel_id = c.id and e.state = 'sending') or exists (select 1 from newsletter_issue i where i.channel_id = c.id and i.state = 'sending')) $liant$;
ALTER TABLE "newsletter_subscription" ADD COLUMN "piece_id" bigint NULL;
CREATE INDEX "subscription_piece" ON "newsletter_subscription" ("piece_id") WHERE "piece_id" IS NOT NULL;
CREATE INDEX "newsletter_subscription_piece_id_2851b56a" ON "newsletter_subscription" ("piece_id");
CREATE TABLE "own_accounts_ownaccount" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "network" varchar(40) NOT NULL, "handle" varchar(300) NOT NULL, "remote_key" varchar(300) NOT NULL, "settings" jsonb NOT NULL, "secret" text NOT NULL, "remembered" text NOT NULL, "connected_at" timestamp with time zone NOT NULL, "ends_at" timestamp with time zone NULL, "lost_at" timestamp with time zone NULL, "problem" varchar(400) NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_account_of_ones_own_per_network" UNIQUE ("member_id", "network"));
CREATE TABLE "own_accounts_posting" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "frozen" jsonb NOT NULL, "state" varchar(20) NOT NULL, "next_attempt_at" timestamp with time zone NULL, "attempts" integer NOT NULL, "looks" integer NOT NULL, "sending_started_at" timestamp with time zone NULL, "settled_at" timestamp with time zone NULL, "problem" text NOT NULL, "needs_a_person" boolean NOT NULL, "remote_key" varchar(600) NOT NULL, "remote_url" varchar(2000) NOT NULL, "reply_to" jsonb NOT NULL, "network" varchar(40) NOT NULL, "mark" varchar(32) NOT NULL, "asked_at" timestamp with time zone NOT NULL, "leaves_at" timestamp with time zone NOT NULL, "replies" integer NULL CHECK ("replies" >= 0), "likes" integer NULL CHECK ("likes" >= 0), "reposts" integer NULL CHECK ("reposts" >= 0), "counted_at" timestamp with time zone NULL, "account_id" bigint NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "share_id" bigint NOT NULL, CONSTRAINT "each_posting_has_its_mark" UNIQUE ("mark"), CONSTRAINT "posting_state_is_known" CHECK ("state" IN ('draft', 'approved', 'queued', 'held', 'sending', 'unknown', 'rejected', 'sent', 'cancelled')));
CREATE TABLE "own_accounts_networkapp" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "network" varchar(40) NOT NULL, "settings" jsonb NOT NULL, "secret" text NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_application_per_network" UNIQUE ("organisation_id", "network"));
ALTER TABLE "own_accounts_ownaccount" ADD CONSTRAINT "own_accounts_ownacco_organisation_id_b91b668d_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "own_accounts_ownaccount_member_id_ef2aded6" ON "own_accounts_ownaccount" ("member_id");
CREATE INDEX "own_accounts_ownaccount_organisation_id_b91b668d" ON "own_accounts_ownaccount" ("organisation_id");
ALTER TABLE "own_accounts_posting" ADD CONSTRAINT "own_accounts_posting_organisation_id_aca9e1e7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_posting_of_a_share" ON "own_accounts_posting" ("share_id") WHERE "state" IN ('queued', 'held', 'sending', 'unknown');
CREATE INDEX "own_accounts_posting_account_id_af9c86a7" ON "own_accounts_posting" ("account_id");
CREATE INDEX "own_accounts_posting_member_id_43247282" ON "own_accounts_posting" ("member_id");
CREATE INDEX "own_accounts_posting_organisation_id_aca9e1e7" ON "own_accounts_posting" ("organisation_id");
CREATE INDEX "own_accounts_posting_share_id_c01ed5be" ON "own_accounts_posting" ("share_id");
CREATE INDEX "posting_of" ON "own_accounts_posting" ("member_id", "id" DESC);
CREATE INDEX "posting_share" ON "own_accounts_posting" ("share_id");
CREATE INDEX "posting_account" ON "own_accounts_posting" ("account_id");
CREATE INDEX "posting_due" ON "own_accounts_posting" ("next_attempt_at") WHERE "state" IN ('queued', 'held', 'sending', 'unknown');
ALTER TABLE "own_accounts_networkapp" ADD CONSTRAINT "own_accounts_network_organisation_id_1688bbc8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "own_accounts_networkapp_by_id_01ce1bd4" ON "own_accounts_networkapp" ("by_id");
CREATE INDEX "own_accounts_networkapp_organisation_id_1688bbc8" ON "own_accounts_networkapp" ("organisation_id");
alter table "own_accounts_networkapp" enable row level security;
create policy tenant on "own_accounts_networkapp" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "own_accounts_networkapp" add constraint "own_accounts_networkapp_organisation_id_key" unique (organisation_id, id);
alter table "own_accounts_networkapp" add constraint "own_accounts_networkapp_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "own_accounts_ownaccount" enable row level security;
create policy tenant on "own_accounts_ownaccount" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "own_accounts_ownaccount" add constraint "own_accounts_ownaccount_organisation_id_key" unique (organisation_id, id);
alter table "own_accounts_ownaccount" add constraint "own_accounts_ownaccount_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "own_accounts_posting" enable row level security;
create policy tenant on "own_accounts_posting" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "own_accounts_posting" add constraint "own_accounts_posting_organisation_id_key" unique (organisation_id, id);
alter table "own_accounts_posting" add constraint "own_accounts_posting_account_id_same_organisation" foreign key (organisation_id, "account_id") references "own_accounts_ownaccount" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "own_accounts_posting" add constraint "own_accounts_posting_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "own_accounts_posting" add constraint "own_accounts_posting_share_id_same_organisation" foreign key (organisation_id, "share_id") references "advocacy_share" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "own_accounts_ownaccount" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create policy own on "own_accounts_posting" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
create or replace function liant_houses_with_late_postings(moment timestamptz, most integer) returns table (organisation_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select distinct organisation_id from own_accounts_posting where state in ('queued', 'held', 'sending', 'unknown') and next_attempt_at < moment - interval '1 minute' and (state <> 'sending' or sending_started_at < moment - interval '1 minute') limit most $liant$;
CREATE TABLE "poster_poster" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "lines" jsonb NOT NULL, "contact" varchar(200) NOT NULL, "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_poster_per_house" UNIQUE ("organisation_id"));
ALTER TABLE "poster_poster" ADD CONSTRAINT "poster_poster_organisation_id_4e95543b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "poster_poster_organisation_id_4e95543b" ON "poster_poster" ("organisation_id");
alter table "poster_poster" enable row level security;
create policy tenant on "poster_poster" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "poster_poster" add constraint "poster_poster_organisation_id_key" unique (organisation_id, id);
CREATE TABLE "presence_look" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "seen_at" timestamp with time zone NOT NULL, "is_writing" boolean NOT NULL, "conversation_id" bigint NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_look_at_a_time" UNIQUE ("conversation_id", "member_id"));
alter table "presence_look" enable row level security;
create policy tenant on "presence_look" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "presence_look" add constraint "presence_look_organisation_id_key" unique (organisation_id, id);
alter table "presence_look" add constraint "presence_look_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "presence_look" add constraint "presence_look_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table presence_look set unlogged;
ALTER TABLE "presence_look" ADD CONSTRAINT "presence_look_organisation_id_6d8b5e98_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "presence_look_conversation_id_b411ccaa" ON "presence_look" ("conversation_id");
CREATE INDEX "presence_look_member_id_f0188796" ON "presence_look" ("member_id");
CREATE INDEX "presence_look_organisation_id_6d8b5e98" ON "presence_look" ("organisation_id");
CREATE INDEX "look_to_forget" ON "presence_look" ("organisation_id", "seen_at");
CREATE TABLE "publishing_departure" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "planned_at" timestamp with time zone NOT NULL, "edition" integer NOT NULL CHECK ("edition" >= 0), "state" varchar(10) NOT NULL, "reason" varchar(400) NOT NULL, "began_at" timestamp with time zone NOT NULL, "since_at" timestamp with time zone NOT NULL, "settled_at" timestamp with time zone NULL, "told_at" timestamp with time zone NULL, "is_behind" boolean NOT NULL, "is_again" boolean NOT NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NOT NULL, CONSTRAINT "each_moment_once" UNIQUE ("version_id", "planned_at"), CONSTRAINT "departure_state_is_known" CHECK ("state" IN ('due', 'leaving', 'late', 'refused', 'to_post', 'halted', 'there', 'going', 'left', 'answered', 'stopped', 'gone', 'kept')));
CREATE TABLE "publishing_part" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "place" smallint NOT NULL CHECK ("place" >= 0), "text" text NOT NULL, "is_note" boolean NOT NULL, "gone_at" timestamp with time zone NULL, "change_id" bigint NULL, "delivery_id" bigint NOT NULL, "departure_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_part_once" UNIQUE ("departure_id", "place"));
CREATE TABLE "publishing_addressee" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "address" varchar(254) NOT NULL, "organisation_id" bigint NOT NULL, "version_id" bigint NOT NULL, CONSTRAINT "one_addressee_per_version" UNIQUE ("version_id"));
ALTER TABLE "publishing_departure" ADD CONSTRAINT "publishing_departure_organisation_id_7abe8dc0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_departure_on_its_way" ON "publishing_departure" ("version_id") WHERE "state" IN ('leaving', 'late', 'refused', 'to_post');
CREATE INDEX "publishing_departure_organisation_id_7abe8dc0" ON "publishing_departure" ("organisation_id");
CREATE INDEX "publishing_departure_version_id_bc574ed5" ON "publishing_departure" ("version_id");
CREATE INDEX "departure_for_a_person" ON "publishing_departure" ("organisation_id", "state", "planned_at", "id") WHERE "state" IN ('halted', 'late', 'refused', 'to_post', 'left');
CREATE INDEX "departure_behind" ON "publishing_departure" ("organisation_id", "id" DESC) WHERE "is_behind";
ALTER TABLE "publishing_part" ADD CONSTRAINT "publishing_part_organisation_id_1860870e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "publishing_part_change_id_6228a6e3" ON "publishing_part" ("change_id");
CREATE INDEX "publishing_part_delivery_id_dcdeae90" ON "publishing_part" ("delivery_id");
CREATE INDEX "publishing_part_departure_id_4d0b896f" ON "publishing_part" ("departure_id");
CREATE INDEX "publishing_part_organisation_id_1860870e" ON "publishing_part" ("organisation_id");
CREATE INDEX "part_delivery" ON "publishing_part" ("delivery_id");
CREATE INDEX "part_change" ON "publishing_part" ("change_id");
ALTER TABLE "publishing_addressee" ADD CONSTRAINT "publishing_addressee_organisation_id_efce94c5_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "publishing_addressee_organisation_id_efce94c5" ON "publishing_addressee" ("organisation_id");
CREATE INDEX "publishing_addressee_version_id_075fd674" ON "publishing_addressee" ("version_id");
alter table "publishing_departure" enable row level security;
create policy tenant on "publishing_departure" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "publishing_departure" add constraint "publishing_departure_organisation_id_key" unique (organisation_id, id);
alter table "publishing_departure" add constraint "publishing_departure_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
alter table "publishing_part" enable row level security;
create policy tenant on "publishing_part" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "publishing_part" add constraint "publishing_part_organisation_id_key" unique (organisation_id, id);
alter table "publishing_part" add constraint "publishing_part_change_id_same_organisation" foreign key (organisation_id, "change_id") references "deliveries_delivery" (organisation_id, id) deferrable initially deferred;
alter table "publishing_part" add constraint "publishing_part_delivery_id_same_organisation" foreign key (organisation_id, "delivery_id") references "deliveries_delivery" (organisation_id, id) deferrable initially deferred;
alter table "publishing_part" add constraint "publishing_part_departure_id_same_organisation" foreign key (organisation_id, "departure_id") references "publishing_departure" (organisation_id, id) deferrable initially deferred;
alter table "publishing_addressee" enable row level security;
create policy tenant on "publishing_addressee" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "publishing_addressee" add constraint "publishing_addressee_organisation_id_key" unique (organisation_id, id);
alter table "publishing_addressee" add constraint "publishing_addressee_version_id_same_organisation" foreign key (organisation_id, "version_id") references "writing_version" (organisation_id, id) deferrable initially deferred;
create or replace function liant_pieces_due(moment timestamptz, most int) returns table(organisation_id bigint, piece_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select version.organisation_id, version.piece_id from writing_version version where version.state = 'scheduled' and version.planned_at <= moment and not exists (select 1 from publishing_departure made where made.version_id = version.id and (made.planned_at = version.planned_at or made.state in ('leaving', 'late', 'refused', 'to_post'))) group by 1, 2 order by min(version.planned_at), 2 limit most $liant$;
CREATE TABLE "readership_dayreads" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "kind" varchar(8) NOT NULL, "host" varchar(100) NOT NULL, "reads" integer NOT NULL CHECK ("reads" >= 0), "organisation_id" bigint NOT NULL, "piece_id" bigint NULL);
CREATE TABLE "readership_link" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "item_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "piece_id" bigint NOT NULL, CONSTRAINT "each_heard_link_once" UNIQUE ("piece_id", "item_id"));
ALTER TABLE "readership_dayreads" ADD CONSTRAINT "readership_dayreads_organisation_id_20d4015c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "readership_dayreads" ADD CONSTRAINT "each_origin_once_a_day" UNIQUE NULLS NOT DISTINCT ("organisation_id", "day", "piece_id", "kind", "host");
CREATE INDEX "readership_dayreads_organisation_id_20d4015c" ON "readership_dayreads" ("organisation_id");
CREATE INDEX "readership_dayreads_piece_id_dbe04077" ON "readership_dayreads" ("piece_id");
CREATE INDEX "dayreads_piece" ON "readership_dayreads" ("piece_id", "day");
ALTER TABLE "readership_link" ADD CONSTRAINT "readership_link_organisation_id_2081dc27_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "readership_link_item_id_27f0720b" ON "readership_link" ("item_id");
CREATE INDEX "readership_link_organisation_id_2081dc27" ON "readership_link" ("organisation_id");
CREATE INDEX "readership_link_piece_id_d4143428" ON "readership_link" ("piece_id");
CREATE INDEX "heard_link_piece" ON "readership_link" ("piece_id", "day");
alter table "readership_dayreads" enable row level security;
create policy tenant on "readership_dayreads" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "readership_dayreads" add constraint "readership_dayreads_organisation_id_key" unique (organisation_id, id);
alter table "readership_dayreads" add constraint "readership_dayreads_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
alter table "readership_link" enable row level security;
create policy tenant on "readership_link" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "readership_link" add constraint "readership_link_organisation_id_key" unique (organisation_id, id);
alter table "readership_link" add constraint "readership_link_item_id_same_organisation" foreign key (organisation_id, "item_id") references "channels_item" (organisation_id, id) deferrable initially deferred;
alter table "readership_link" add constraint "readership_link_piece_id_same_organisation" foreign key (organisation_id, "piece_id") references "writing_piece" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "reminders_call" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "seen_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "message_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "called_once_per_note" UNIQUE ("member_id", "message_id"));
CREATE TABLE "reminders_pledge" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "text" varchar(300) NOT NULL, "due_on" date NOT NULL, "made_at" timestamp with time zone NOT NULL, "ended_at" timestamp with time zone NULL, "is_kept" boolean NOT NULL, "conversation_id" bigint NOT NULL, "ended_by_id" bigint NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NULL);
CREATE TABLE "reminders_reminder" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "made_at" timestamp with time zone NOT NULL, "rings_at" timestamp with time zone NOT NULL, "is_for_silence" boolean NOT NULL, "rang_at" timestamp with time zone NULL, "done_at" timestamp with time zone NULL, "conversation_id" bigint NOT NULL, "made_by_id" bigint NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL);
ALTER TABLE "reminders_call" ADD CONSTRAINT "reminders_call_organisation_id_5095182b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "reminders_call_member_id_e57c98ed" ON "reminders_call" ("member_id");
CREATE INDEX "reminders_call_message_id_6c84ae38" ON "reminders_call" ("message_id");
CREATE INDEX "reminders_call_organisation_id_5095182b" ON "reminders_call" ("organisation_id");
CREATE INDEX "call_unseen" ON "reminders_call" ("member_id", "at" DESC) WHERE "seen_at" IS NULL;
ALTER TABLE "reminders_pledge" ADD CONSTRAINT "reminders_pledge_organisation_id_392f32fc_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "reminders_pledge_conversation_id_dc647bba" ON "reminders_pledge" ("conversation_id");
CREATE INDEX "reminders_pledge_ended_by_id_93357b72" ON "reminders_pledge" ("ended_by_id");
CREATE INDEX "reminders_pledge_made_by_id_df47373e" ON "reminders_pledge" ("made_by_id");
CREATE INDEX "reminders_pledge_organisation_id_392f32fc" ON "reminders_pledge" ("organisation_id");
CREATE INDEX "reminders_pledge_person_id_ea08c53a" ON "reminders_pledge" ("person_id");
CREATE INDEX "pledge_person" ON "reminders_pledge" ("person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "pledge_due" ON "reminders_pledge" ("organisation_id", "due_on") WHERE "ended_at" IS NULL;
ALTER TABLE "reminders_reminder" ADD CONSTRAINT "reminders_reminder_organisation_id_545565ee_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "reminders_reminder_conversation_id_ee7a31ba" ON "reminders_reminder" ("conversation_id");
CREATE INDEX "reminders_reminder_made_by_id_93a8122a" ON "reminders_reminder" ("made_by_id");
CREATE INDEX "reminders_reminder_member_id_7afdb8a8" ON "reminders_reminder" ("member_id");
CREATE INDEX "reminders_reminder_organisation_id_545565ee" ON "reminders_reminder" ("organisation_id");
CREATE INDEX "reminder_due" ON "reminders_reminder" ("rings_at") WHERE ("done_at" IS NULL AND "rang_at" IS NULL);
CREATE INDEX "reminder_rang" ON "reminders_reminder" ("organisation_id", "rang_at") WHERE ("done_at" IS NULL AND "rang_at" IS NOT NULL);
CREATE INDEX "reminder_conversation" ON "reminders_reminder" ("conversation_id") WHERE "done_at" IS NULL;
alter table "reminders_call" enable row level security;
create policy tenant on "reminders_call" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "reminders_call" add constraint "reminders_call_organisation_id_key" unique (organisation_id, id);
alter table "reminders_call" add constraint "reminders_call_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "reminders_call" add constraint "reminders_call_message_id_same_organisation" foreign key (organisation_id, "message_id") references "inbox_message" (organisation_id, id) deferrable initially deferred;
alter table "reminders_reminder" enable row level security;
create policy tenant on "reminders_reminder" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "reminders_reminder" add constraint "reminders_reminder_organisation_id_key" unique (organisation_id, id);
alter table "reminders_reminder" add constraint "reminders_reminder_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "reminders_reminder" add constraint "reminders_reminder_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "reminders_reminder" add constraint "reminders_reminder_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "reminders_pledge" enable row level security;
create policy tenant on "reminders_pledge" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "reminders_pledge" add constraint "reminders_pledge_organisation_id_key" unique (organisation_id, id);
alter table "reminders_pledge" add constraint "reminders_pledge_conversation_id_same_organisation" foreign key (organisation_id, "conversation_id") references "inbox_conversation" (organisation_id, id) deferrable initially deferred;
alter table "reminders_pledge" add constraint "reminders_pledge_ended_by_id_same_organisation" foreign key (organisation_id, "ended_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "reminders_pledge" add constraint "reminders_pledge_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "reminders_pledge" add constraint "reminders_pledge_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
create or replace function liant_reminders_due(moment timestamptz, most integer) returns table (organisation_id bigint, reminder_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from reminders_reminder where rang_at is null and done_at is null and rings_at <= moment order by rings_at limit most $liant$;
CREATE TABLE "replies_approval" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "state" varchar(12) NOT NULL, "asked_at" timestamp with time zone NOT NULL, "decided_at" timestamp with time zone NULL, "word" text NOT NULL, "decided_by_id" bigint NULL, "message_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_approval_per_answer" UNIQUE ("message_id"), CONSTRAINT "approval_state_is_known" CHECK ("state" IN ('waiting', 'approved', 'sent_back', 'replaced', 'withdrawn')));
CREATE TABLE "replies_approvalrule" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "role" varchar(20) NOT NULL, "hat" varchar(20) NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_rule_per_role_and_hat" UNIQUE ("organisation_id", "role", "hat"));
CREATE TABLE "replies_savedreply" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "hats" varchar(20)[] NOT NULL, "texts" jsonb NOT NULL, "asks" varchar(40)[] NOT NULL, "used_count" integer NOT NULL CHECK ("used_count" >= 0), "used_on" date NULL, "written_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_saved_reply_per_name" UNIQUE ("organisation_id", "name"));
CREATE TABLE "replies_variable" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(40) NOT NULL, "texts" jsonb NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_variable_per_name" UNIQUE ("organisation_id", "name"));
ALTER TABLE "replies_approval" ADD CONSTRAINT "replies_approval_organisation_id_7bc0555b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "replies_approval_decided_by_id_198b0911" ON "replies_approval" ("decided_by_id");
CREATE INDEX "replies_approval_message_id_baf7972c" ON "replies_approval" ("message_id");
CREATE INDEX "replies_approval_organisation_id_7bc0555b" ON "replies_approval" ("organisation_id");
CREATE INDEX "approval_waiting" ON "replies_approval" ("organisation_id", "asked_at", "id") WHERE "state" = 'waiting';
ALTER TABLE "replies_approvalrule" ADD CONSTRAINT "replies_approvalrule_organisation_id_b4f587d3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "replies_approvalrule_organisation_id_b4f587d3" ON "replies_approvalrule" ("organisation_id");
ALTER TABLE "replies_savedreply" ADD CONSTRAINT "replies_savedreply_organisation_id_ea91fad9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "replies_savedreply_organisation_id_ea91fad9" ON "replies_savedreply" ("organisation_id");
ALTER TABLE "replies_variable" ADD CONSTRAINT "replies_variable_organisation_id_c58ef797_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "replies_variable_organisation_id_c58ef797" ON "replies_variable" ("organisation_id");
alter table "replies_savedreply" enable row level security;
create policy tenant on "replies_savedreply" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "replies_savedreply" add constraint "replies_savedreply_organisation_id_key" unique (organisation_id, id);
alter table "replies_variable" enable row level security;
create policy tenant on "replies_variable" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "replies_variable" add constraint "replies_variable_organisation_id_key" unique (organisation_id, id);
alter table "replies_approvalrule" enable row level security;
create policy tenant on "replies_approvalrule" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "replies_approvalrule" add constraint "replies_approvalrule_organisation_id_key" unique (organisation_id, id);
alter table "replies_approval" enable row level security;
create policy tenant on "replies_approval" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "replies_approval" add constraint "replies_approval_organisation_id_key" unique (organisation_id, id);
alter table "replies_approval" add constraint "replies_approval_decided_by_id_same_organisation" foreign key (organisation_id, "decided_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "replies_approval" add constraint "replies_approval_message_id_same_organisation" foreign key (organisation_id, "message_id") references "inbox_message" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "rituals_ritual" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "title" varchar(120) NOT NULL, "every_weeks" smallint NOT NULL CHECK ("every_weeks" >= 0), "started_on" date NOT NULL, "ended_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NULL);
CREATE TABLE "rituals_occasion" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "day" date NOT NULL, "is_held" boolean NOT NULL, "line" varchar(200) NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL, "ritual_id" bigint NOT NULL);
CREATE INDEX "ritual_team" ON "rituals_ritual" ("team_id");
ALTER TABLE "rituals_ritual" ADD CONSTRAINT "one_ritual_per_title" UNIQUE NULLS NOT DISTINCT ("organisation_id", "team_id", "title");
ALTER TABLE "rituals_ritual" ADD CONSTRAINT "a_ritual_has_its_rhythm" CHECK ("every_weeks" BETWEEN 1 AND 53);
CREATE INDEX "occasion_by" ON "rituals_occasion" ("by_id");
ALTER TABLE "rituals_occasion" ADD CONSTRAINT "each_occasion_once" UNIQUE ("ritual_id", "day");
ALTER TABLE "rituals_ritual" ADD CONSTRAINT "rituals_ritual_organisation_id_4b3331e8_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "rituals_ritual_organisation_id_4b3331e8" ON "rituals_ritual" ("organisation_id");
CREATE INDEX "rituals_ritual_team_id_27a4d5df" ON "rituals_ritual" ("team_id");
ALTER TABLE "rituals_occasion" ADD CONSTRAINT "rituals_occasion_organisation_id_f87e77fa_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "rituals_occasion_by_id_e4f269f7" ON "rituals_occasion" ("by_id");
CREATE INDEX "rituals_occasion_organisation_id_f87e77fa" ON "rituals_occasion" ("organisation_id");
CREATE INDEX "rituals_occasion_ritual_id_49574d6e" ON "rituals_occasion" ("ritual_id");
alter table "rituals_ritual" enable row level security;
create policy tenant on "rituals_ritual" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "rituals_ritual" add constraint "rituals_ritual_organisation_id_key" unique (organisation_id, id);
alter table "rituals_ritual" add constraint "rituals_ritual_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
alter table "rituals_occasion" enable row level security;
create policy tenant on "rituals_occasion" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "rituals_occasion" add constraint "rituals_occasion_organisation_id_key" unique (organisation_id, id);
alter table "rituals_occasion" add constraint "rituals_occasion_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "rituals_occasion" add constraint "rituals_occasion_ritual_id_same_organisation" foreign key (organisation_id, "ritual_id") references "rituals_ritual" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" timestamp with time zone NOT NULL);
CREATE INDEX "django_session_session_key_c0390e0f_like" ON "django_session" ("session_key" varchar_pattern_ops);
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE TABLE "socialaccount_socialaccount" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "provider" varchar(30) NOT NULL, "uid" varchar(191) NOT NULL, "last_login" timestamp with time zone NOT NULL, "date_joined" timestamp with time zone NOT NULL, "extra_data" text NOT NULL, "user_id" bigint NOT NULL);
CREATE TABLE "socialaccount_socialapp" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "provider" varchar(30) NOT NULL, "name" varchar(40) NOT NULL, "client_id" varchar(100) NOT NULL, "secret" varchar(100) NOT NULL, "key" varchar(100) NOT NULL);
CREATE TABLE "socialaccount_socialtoken" ("id" integer NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token" text NOT NULL, "token_secret" text NOT NULL, "expires_at" timestamp with time zone NULL, "account_id" integer NOT NULL, "app_id" integer NOT NULL);
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq" UNIQUE ("app_id", "account_id");
ALTER TABLE "socialaccount_socialaccount" ADD CONSTRAINT "socialaccount_socialaccount_provider_uid_fc810c6e_uniq" UNIQUE ("provider", "uid");
ALTER TABLE "socialaccount_socialaccount" ADD CONSTRAINT "socialaccount_social_user_id_8146e70c_fk_accounts_" FOREIGN KEY ("user_id") REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "socialaccount_socialaccount_user_id_8146e70c" ON "socialaccount_socialaccount" ("user_id");
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_account_id_951f210e_fk_socialacc" FOREIGN KEY ("account_id") REFERENCES "socialaccount_socialaccount" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc" FOREIGN KEY ("app_id") REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "socialaccount_socialtoken_account_id_951f210e" ON "socialaccount_socialtoken" ("account_id");
CREATE INDEX "socialaccount_socialtoken_app_id_636a42d7" ON "socialaccount_socialtoken" ("app_id");
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "client_id" TYPE varchar(191);
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "key" TYPE varchar(191);
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "secret" TYPE varchar(191);
ALTER TABLE "socialaccount_socialapp" ADD COLUMN "provider_id" varchar(200) DEFAULT '' NOT NULL;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "provider_id" DROP DEFAULT;
ALTER TABLE "socialaccount_socialapp" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;
ALTER TABLE "socialaccount_socialapp" ALTER COLUMN "settings" DROP DEFAULT;
ALTER TABLE "socialaccount_socialaccount" ALTER COLUMN "provider" TYPE varchar(200);
SET CONSTRAINTS "socialaccount_social_app_id_636a42d7_fk_socialacc" IMMEDIATE; ALTER TABLE "socialaccount_socialtoken" DROP CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc";
ALTER TABLE "socialaccount_socialtoken" ALTER COLUMN "app_id" DROP NOT NULL;
ALTER TABLE "socialaccount_socialtoken" ADD CONSTRAINT "socialaccount_social_app_id_636a42d7_fk_socialacc" FOREIGN KEY ("app_id") REFERENCES "socialaccount_socialapp" ("id") DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "socialaccount_socialaccount" ALTER COLUMN "extra_data" TYPE jsonb USING "extra_data"::jsonb;
CREATE TABLE "staff_stafflist" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "rows" jsonb NOT NULL, "has_teams" boolean NOT NULL, "read_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "read_by_id" bigint NOT NULL, CONSTRAINT "one_staff_list_at_a_time" UNIQUE ("organisation_id"));
ALTER TABLE "staff_stafflist" ADD CONSTRAINT "staff_stafflist_organisation_id_c8ed41a0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "staff_stafflist_organisation_id_c8ed41a0" ON "staff_stafflist" ("organisation_id");
CREATE INDEX "staff_stafflist_read_by_id_dc0ca773" ON "staff_stafflist" ("read_by_id");
alter table "staff_stafflist" enable row level security;
create policy tenant on "staff_stafflist" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "staff_stafflist" add constraint "staff_stafflist_organisation_id_key" unique (organisation_id, id);
alter table "staff_stafflist" add constraint "staff_stafflist_read_by_id_same_organisation" foreign key (organisation_id, "read_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
CREATE TABLE "staff_directorykey" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "prefix" varchar(20) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "made_at" timestamp with time zone NOT NULL, "revoked_at" timestamp with time zone NULL, "last_used_on" date NULL, "made_by_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "staff_listedperson" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "user_name" varchar(254) NOT NULL, "external_id" varchar(254) NOT NULL, "told" jsonb NOT NULL, "listed_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "removed_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_listing_per_member" UNIQUE ("member_id"));
CREATE TABLE "staff_listedteam" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "external_id" varchar(254) NOT NULL, "listed_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "removed_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "team_id" bigint NOT NULL, CONSTRAINT "one_listing_per_team" UNIQUE ("team_id"));
ALTER TABLE "staff_directorykey" ADD CONSTRAINT "staff_directorykey_organisation_id_0f8f3d0e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "staff_directorykey_token_hash_eba49fea_like" ON "staff_directorykey" ("token_hash" varchar_pattern_ops);
CREATE INDEX "staff_directorykey_made_by_id_d7dcd4a6" ON "staff_directorykey" ("made_by_id");
CREATE INDEX "staff_directorykey_organisation_id_0f8f3d0e" ON "staff_directorykey" ("organisation_id");
ALTER TABLE "staff_listedperson" ADD CONSTRAINT "staff_listedperson_organisation_id_50c112a7_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX "one_person_per_user_name" ON "staff_listedperson" ("organisation_id", "user_name") WHERE "removed_at" IS NULL;
CREATE INDEX "staff_listedperson_member_id_c16f1250" ON "staff_listedperson" ("member_id");
CREATE INDEX "staff_listedperson_organisation_id_50c112a7" ON "staff_listedperson" ("organisation_id");
CREATE INDEX "listed_by_external_id" ON "staff_listedperson" ("organisation_id", "external_id");
ALTER TABLE "staff_listedteam" ADD CONSTRAINT "staff_listedteam_organisation_id_d0f225e0_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "staff_listedteam_organisation_id_d0f225e0" ON "staff_listedteam" ("organisation_id");
CREATE INDEX "staff_listedteam_team_id_fc4bcc44" ON "staff_listedteam" ("team_id");
CREATE INDEX "team_by_external_id" ON "staff_listedteam" ("organisation_id", "external_id");
alter table "staff_directorykey" enable row level security;
create policy tenant on "staff_directorykey" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "staff_directorykey" add constraint "staff_directorykey_organisation_id_key" unique (organisation_id, id);
alter table "staff_directorykey" add constraint "staff_directorykey_made_by_id_same_organisation" foreign key (organisation_id, "made_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "staff_listedperson" enable row level security;
create policy tenant on "staff_listedperson" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "staff_listedperson" add constraint "staff_listedperson_organisation_id_key" unique (organisation_id, id);
alter table "staff_listedperson" add constraint "staff_listedperson_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "staff_listedteam" enable row level security;
create policy tenant on "staff_listedteam" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "staff_listedteam" add constraint "staff_listedteam_organisation_id_key" unique (organisation_id, id);
alter table "staff_listedteam" add constraint "staff_listedteam_team_id_same_organisation" foreign key (organisation_id, "team_id") references "accounts_team" (organisation_id, id) deferrable initially deferred;
create or replace function liant_directory_organisation(asked text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from staff_directorykey where token_hash = asked $liant$;
CREATE TABLE "surveys_ballot" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token_hash" varchar(64) NOT NULL UNIQUE, "group" varchar(60) NOT NULL, "is_spent" boolean NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "surveys_invitation" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(200) NOT NULL, "address" varchar(320) NOT NULL, "language" varchar(10) NOT NULL, "group" varchar(60) NOT NULL, "state" varchar(8) NOT NULL, "sent_at" timestamp with time zone NULL, "problem" varchar(300) NOT NULL, "letters" smallint NOT NULL CHECK ("letters" >= 0), "token_hash" varchar(64) NOT NULL, "member_id" bigint NULL, "organisation_id" bigint NOT NULL, "person_id" bigint NULL);
CREATE TABLE "surveys_questionnaire" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(80) NOT NULL, "titles" jsonb NOT NULL, "definition" jsonb NOT NULL, "changes" integer NOT NULL CHECK ("changes" >= 0), "ready_key" varchar(80) NOT NULL, "is_over" boolean NOT NULL, "created_at" timestamp with time zone NOT NULL, "changed_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "surveys_edition" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" integer NOT NULL CHECK ("number" >= 0), "definition" jsonb NOT NULL, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, "questionnaire_id" bigint NOT NULL);
CREATE TABLE "surveys_wave" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(120) NOT NULL, "state" varchar(8) NOT NULL, "protection" varchar(12) NOT NULL, "readers" varchar(300) NOT NULL, "opens_at" timestamp with time zone NULL, "closes_at" timestamp with time zone NULL, "opened_at" timestamp with time zone NULL, "closed_at" timestamp with time zone NULL, "minimum" smallint NOT NULL CHECK ("minimum" >= 0), "comment_minimum" smallint NOT NULL CHECK ("comment_minimum" >= 0), "groups" jsonb NOT NULL, "quotas" jsonb NOT NULL, "at_most" integer NULL CHECK ("at_most" >= 0), "link_key" varchar(40) NOT NULL, "is_kiosk" boolean NOT NULL, "can_embed" boolean NOT NULL, "key_sealed" varchar(400) NOT NULL, "invited" integer NOT NULL CHECK ("invited" >= 0), "answered" integer NOT NULL CHECK ("answered" >= 0), "last_emptied_at" timestamp with time zone NULL, "recurrence" varchar(8) NOT NULL, "created_at" timestamp with time zone NOT NULL, "asking" jsonb NOT NULL, "reminded_at" timestamp with time zone NULL, "author_id" bigint NULL, "edition_id" bigint NOT NULL, "follows_id" bigint NULL, "organisation_id" bigint NOT NULL);
CREATE TABLE "surveys_usedslip" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "slip" varchar(64) NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL);
CREATE TABLE "surveys_slip" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "slip" varchar(64) NOT NULL, "group" varchar(60) NOT NULL, "language" varchar(10) NOT NULL, "week" date NOT NULL, "answers" jsonb NOT NULL, "ballot_id" bigint NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL);
ALTER TABLE "surveys_ballot" ADD CONSTRAINT "surveys_ballot_organisation_id_79952aef_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_ballot_token_hash_925a5d2b_like" ON "surveys_ballot" ("token_hash" varchar_pattern_ops);
CREATE INDEX "surveys_ballot_organisation_id_79952aef" ON "surveys_ballot" ("organisation_id");
ALTER TABLE "surveys_invitation" ADD CONSTRAINT "surveys_invitation_organisation_id_94a1cab3_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_invitation_member_id_6f60bc14" ON "surveys_invitation" ("member_id");
CREATE INDEX "surveys_invitation_organisation_id_94a1cab3" ON "surveys_invitation" ("organisation_id");
CREATE INDEX "surveys_invitation_person_id_818c44f6" ON "surveys_invitation" ("person_id");
ALTER TABLE "surveys_questionnaire" ADD CONSTRAINT "surveys_questionnair_organisation_id_8b2f730c_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_questionnaire_key_31fe6843" ON "surveys_questionnaire" ("key");
CREATE INDEX "surveys_questionnaire_key_31fe6843_like" ON "surveys_questionnaire" ("key" varchar_pattern_ops);
CREATE INDEX "surveys_questionnaire_organisation_id_8b2f730c" ON "surveys_questionnaire" ("organisation_id");
ALTER TABLE "surveys_edition" ADD CONSTRAINT "surveys_edition_organisation_id_57a5b73b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_edition_author_id_93b5e57a" ON "surveys_edition" ("author_id");
CREATE INDEX "surveys_edition_organisation_id_57a5b73b" ON "surveys_edition" ("organisation_id");
CREATE INDEX "surveys_edition_questionnaire_id_8424a774" ON "surveys_edition" ("questionnaire_id");
ALTER TABLE "surveys_wave" ADD CONSTRAINT "surveys_wave_organisation_id_5dc44926_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_wave_author_id_b337c3c0" ON "surveys_wave" ("author_id");
CREATE INDEX "surveys_wave_edition_id_367de270" ON "surveys_wave" ("edition_id");
CREATE INDEX "surveys_wave_follows_id_16a317e2" ON "surveys_wave" ("follows_id");
CREATE INDEX "surveys_wave_organisation_id_5dc44926" ON "surveys_wave" ("organisation_id");
ALTER TABLE "surveys_usedslip" ADD CONSTRAINT "surveys_usedslip_organisation_id_486a62a5_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_usedslip_organisation_id_486a62a5" ON "surveys_usedslip" ("organisation_id");
CREATE INDEX "surveys_usedslip_wave_id_5cd2fe03" ON "surveys_usedslip" ("wave_id");
ALTER TABLE "surveys_slip" ADD CONSTRAINT "surveys_slip_organisation_id_ee3d1a42_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_slip_ballot_id_6e81125b" ON "surveys_slip" ("ballot_id");
CREATE INDEX "surveys_slip_organisation_id_ee3d1a42" ON "surveys_slip" ("organisation_id");
CREATE INDEX "surveys_slip_wave_id_de3b7fd6" ON "surveys_slip" ("wave_id");
CREATE TABLE "surveys_publication" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "number" smallint NOT NULL CHECK ("number" >= 0), "figures" jsonb NOT NULL, "answered" integer NOT NULL CHECK ("answered" >= 0), "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL, CONSTRAINT "each_publication_once" UNIQUE ("wave_id", "number"));
CREATE TABLE "surveys_namedanswer" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "language" varchar(10) NOT NULL, "at" timestamp with time zone NOT NULL, "answers" jsonb NOT NULL, "invitation_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL, CONSTRAINT "one_named_answer_each" UNIQUE ("invitation_id"));
ALTER TABLE "surveys_invitation" ADD COLUMN "wave_id" bigint NOT NULL;
CREATE TABLE "surveys_draft" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "place_hash" varchar(64) NOT NULL UNIQUE, "answers" jsonb NOT NULL, "page" smallint NOT NULL CHECK ("page" >= 0), "language" varchar(10) NOT NULL, "touched_on" date NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL);
ALTER TABLE "surveys_ballot" ADD COLUMN "wave_id" bigint NOT NULL;
CREATE TABLE "surveys_answer" ("id" uuid NOT NULL PRIMARY KEY, "group" varchar(60) NOT NULL, "language" varchar(10) NOT NULL, "week" date NOT NULL, "answers" jsonb NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL);
ALTER TABLE "surveys_questionnaire" ADD CONSTRAINT "one_questionnaire_per_key" UNIQUE ("organisation_id", "key");
ALTER TABLE "surveys_edition" ADD CONSTRAINT "each_edition_once" UNIQUE ("questionnaire_id", "number");
CREATE INDEX "wave_state" ON "surveys_wave" ("organisation_id", "state", "created_at" DESC);
CREATE INDEX "wave_opens" ON "surveys_wave" ("opens_at") WHERE "state" = 'draft';
CREATE INDEX "wave_closes" ON "surveys_wave" ("closes_at") WHERE "state" = 'open';
ALTER TABLE "surveys_wave" ADD CONSTRAINT "wave_state_is_known" CHECK ("state" IN ('draft', 'open', 'closed', 'dropped'));
ALTER TABLE "surveys_wave" ADD CONSTRAINT "five_at_least" CHECK ("minimum" >= 5);
ALTER TABLE "surveys_wave" ADD CONSTRAINT "ten_for_comments" CHECK ("comment_minimum" >= 10);
ALTER TABLE "surveys_wave" ADD CONSTRAINT "a_closed_wave_has_no_key" CHECK (("state" IN ('draft', 'open') OR "key_sealed" = ''));
CREATE UNIQUE INDEX "each_open_link_once" ON "surveys_wave" ("link_key") WHERE NOT ("link_key" = '');
ALTER TABLE "surveys_usedslip" ADD CONSTRAINT "used_slip_once" UNIQUE ("wave_id", "slip");
ALTER TABLE "surveys_slip" ADD CONSTRAINT "the_same_form_once" UNIQUE ("wave_id", "slip");
CREATE UNIQUE INDEX "one_slip_per_ballot" ON "surveys_slip" ("ballot_id") WHERE "ballot_id" IS NOT NULL;
CREATE INDEX "invitation_state" ON "surveys_invitation" ("wave_id", "state", "id");
ALTER TABLE "surveys_invitation" ADD CONSTRAINT "each_address_asked_once" UNIQUE ("wave_id", "address");
CREATE UNIQUE INDEX "each_named_link_once" ON "surveys_invitation" ("token_hash") WHERE NOT ("token_hash" = '');
CREATE INDEX "ballot_of_wave" ON "surveys_ballot" ("wave_id");
ALTER TABLE "surveys_publication" ADD CONSTRAINT "surveys_publication_organisation_id_19c5e67e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_publication_organisation_id_19c5e67e" ON "surveys_publication" ("organisation_id");
CREATE INDEX "surveys_publication_wave_id_f4c6b76c" ON "surveys_publication" ("wave_id");
ALTER TABLE "surveys_namedanswer" ADD CONSTRAINT "surveys_namedanswer_organisation_id_8d4545c9_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_namedanswer_invitation_id_55528a93" ON "surveys_namedanswer" ("invitation_id");
CREATE INDEX "surveys_namedanswer_organisation_id_8d4545c9" ON "surveys_namedanswer" ("organisation_id");
CREATE INDEX "surveys_namedanswer_wave_id_bd1c9c86" ON "surveys_namedanswer" ("wave_id");
CREATE INDEX "named_answer_of_wave" ON "surveys_namedanswer" ("wave_id", "at" DESC);
CREATE INDEX "surveys_invitation_wave_id_56d8896d" ON "surveys_invitation" ("wave_id");
ALTER TABLE "surveys_draft" ADD CONSTRAINT "surveys_draft_organisation_id_7ebea1ca_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_draft_place_hash_8cdaa35b_like" ON "surveys_draft" ("place_hash" varchar_pattern_ops);
CREATE INDEX "surveys_draft_organisation_id_7ebea1ca" ON "surveys_draft" ("organisation_id");
CREATE INDEX "surveys_draft_wave_id_1845a89e" ON "surveys_draft" ("wave_id");
CREATE INDEX "draft_touched" ON "surveys_draft" ("wave_id", "touched_on");
CREATE INDEX "surveys_ballot_wave_id_1912dd68" ON "surveys_ballot" ("wave_id");
ALTER TABLE "surveys_answer" ADD CONSTRAINT "surveys_answer_organisation_id_0028b9b1_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_answer_organisation_id_0028b9b1" ON "surveys_answer" ("organisation_id");
CREATE INDEX "surveys_answer_wave_id_291b5763" ON "surveys_answer" ("wave_id");
CREATE INDEX "answer_of_wave" ON "surveys_answer" ("wave_id", "group");
alter table "surveys_questionnaire" enable row level security;
create policy tenant on "surveys_questionnaire" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_questionnaire" add constraint "surveys_questionnaire_organisation_id_key" unique (organisation_id, id);
alter table "surveys_edition" enable row level security;
create policy tenant on "surveys_edition" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_edition" add constraint "surveys_edition_organisation_id_key" unique (organisation_id, id);
alter table "surveys_edition" add constraint "surveys_edition_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "surveys_edition" add constraint "surveys_edition_questionnaire_id_same_organisation" foreign key (organisation_id, "questionnaire_id") references "surveys_questionnaire" (organisation_id, id) deferrable initially deferred;
create function surveys_edition_append_only() returns trigger language plpgsql as $liant$ begin if current_user = (select tableowner from pg_tables where tablename = 'surveys_edition') then return coalesce(new, old); end if; raise exception 'surveys_edition is append-only'; end $liant$;
create trigger append_only before update or delete on "surveys_edition" for each row execute function surveys_edition_append_only();
alter table "surveys_wave" enable row level security;
create policy tenant on "surveys_wave" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_wave" add constraint "surveys_wave_organisation_id_key" unique (organisation_id, id);
alter table "surveys_wave" add constraint "surveys_wave_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "surveys_wave" add constraint "surveys_wave_edition_id_same_organisation" foreign key (organisation_id, "edition_id") references "surveys_edition" (organisation_id, id) deferrable initially deferred;
alter table "surveys_wave" add constraint "surveys_wave_follows_id_same_organisation" foreign key (organisation_id, "follows_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_invitation" enable row level security;
create policy tenant on "surveys_invitation" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_invitation" add constraint "surveys_invitation_organisation_id_key" unique (organisation_id, id);
alter table "surveys_invitation" add constraint "surveys_invitation_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "surveys_invitation" add constraint "surveys_invitation_person_id_same_organisation" foreign key (organisation_id, "person_id") references "people_person" (organisation_id, id) deferrable initially deferred;
alter table "surveys_invitation" add constraint "surveys_invitation_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_ballot" enable row level security;
create policy tenant on "surveys_ballot" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_ballot" add constraint "surveys_ballot_organisation_id_key" unique (organisation_id, id);
alter table "surveys_ballot" add constraint "surveys_ballot_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_draft" enable row level security;
create policy tenant on "surveys_draft" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_draft" add constraint "surveys_draft_organisation_id_key" unique (organisation_id, id);
alter table "surveys_draft" add constraint "surveys_draft_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_slip" enable row level security;
create policy tenant on "surveys_slip" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_slip" add constraint "surveys_slip_organisation_id_key" unique (organisation_id, id);
alter table "surveys_slip" add constraint "surveys_slip_ballot_id_same_organisation" foreign key (organisation_id, "ballot_id") references "surveys_ballot" (organisation_id, id) deferrable initially deferred;
alter table "surveys_slip" add constraint "surveys_slip_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_usedslip" enable row level security;
create policy tenant on "surveys_usedslip" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_usedslip" add constraint "surveys_usedslip_organisation_id_key" unique (organisation_id, id);
alter table "surveys_usedslip" add constraint "surveys_usedslip_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_answer" enable row level security;
create policy tenant on "surveys_answer" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_answer" add constraint "surveys_answer_organisation_id_key" unique (organisation_id, id);
alter table "surveys_answer" add constraint "surveys_answer_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_namedanswer" enable row level security;
create policy tenant on "surveys_namedanswer" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_namedanswer" add constraint "surveys_namedanswer_organisation_id_key" unique (organisation_id, id);
alter table "surveys_namedanswer" add constraint "surveys_namedanswer_invitation_id_same_organisation" foreign key (organisation_id, "invitation_id") references "surveys_invitation" (organisation_id, id) deferrable initially deferred;
alter table "surveys_namedanswer" add constraint "surveys_namedanswer_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
alter table "surveys_publication" enable row level security;
create policy tenant on "surveys_publication" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_publication" add constraint "surveys_publication_organisation_id_key" unique (organisation_id, id);
alter table "surveys_publication" add constraint "surveys_publication_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
create or replace function liant_wave_of_link(hashed text) returns table (organisation_id bigint, wave_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, wave_id from surveys_ballot where token_hash = hashed union all select organisation_id, wave_id from surveys_invitation where token_hash = hashed and hashed <> '' $liant$;
create or replace function liant_wave_of_key(key text) returns table (organisation_id bigint, wave_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from surveys_wave where link_key = key and key <> '' and state <> 'dropped' $liant$;
create or replace function liant_waves_due(moment timestamptz, most integer) returns table (organisation_id bigint, wave_id bigint, what text) language sql stable security definer set search_path = public, pg_temp as $liant$ (select organisation_id, id, 'opens' from surveys_wave where state = 'draft' and opens_at <= moment limit most) union all (select organisation_id, id, 'closes' from surveys_wave where state = 'open' and closes_at <= moment limit most) union all (select w.organisation_id, w.id, 'empties' from surveys_wave w where state = 'open' and (last_emptied_at is null or last_emptied_at < moment - interval '10 minutes') and exists (select 1 from surveys_slip s where s.wave_id = w.id) limit most) union all (select w.organisation_id, w.id, 'writes' from surveys_wave w where state = 'open' and exists (select 1 from surveys_invitation i where i.wave_id = w.id and i.state in ('waiting', 'sending')) limit most) $liant$;
CREATE TABLE "surveys_peerconsent" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "author_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_peer_consent_each" UNIQUE ("organisation_id"));
CREATE TABLE "surveys_peershare" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "what" varchar(200) NOT NULL, "waiting" double precision NULL, "released" double precision NULL, "is_torn" boolean NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_peer_share_each" UNIQUE ("organisation_id", "what"));
alter table "surveys_peerconsent" enable row level security;
create policy tenant on "surveys_peerconsent" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_peerconsent" add constraint "surveys_peerconsent_organisation_id_key" unique (organisation_id, id);
alter table "surveys_peerconsent" add constraint "surveys_peerconsent_author_id_same_organisation" foreign key (organisation_id, "author_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "surveys_peershare" enable row level security;
create policy tenant on "surveys_peershare" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_peershare" add constraint "surveys_peershare_organisation_id_key" unique (organisation_id, id);
create or replace function liant_peers(wanted text[]) returns table (what text, others integer, median integer, low integer, high integer) language sql stable security definer set search_path = public, pg_temp as $liant$ 
    select found.what::text, (count(*) / 5 * 5)::integer,
        (round(percentile_cont(0.5) within group (order by found.released) / 5) * 5)::integer,
        case when count(*) >= 8 then (round(percentile_cont(0.25) within group (order by found.released) / 5) * 5)::integer end,
        case when count(*) >= 8 then (round(percentile_cont(0.75) within group (order by found.released) / 5) * 5)::integer end
    from surveys_peershare found
    where found.what = any (wanted) and found.released is not null and found.organisation_id <> nullif(current_setting('liant.organisation', true), '')::bigint
        and exists (select 1 from surveys_peershare own
            where own.what = found.what and own.organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint and own.released is not null)
        and not exists (select 1 from surveys_peershare gone where gone.what = found.what and gone.is_torn)
    group by found.what having count(*) >= 5
 $liant$;
create or replace function liant_release_peers(wanted text[]) returns void language sql volatile security definer set search_path = public, pg_temp as $liant$ with ready as (select what from surveys_peershare where what = any (wanted) group by what having count(*) filter (where waiting is not null or is_torn) >= 5 and count(*) filter (where waiting is not null or released is not null) >= 6), gone as (delete from surveys_peershare where what in (select what from ready) and waiting is null and released is null) update surveys_peershare set released = coalesce(waiting, released), waiting = null, is_torn = false where what in (select what from ready) and (waiting is not null or released is not null) $liant$;
ALTER TABLE "surveys_peerconsent" ADD CONSTRAINT "surveys_peerconsent_organisation_id_af8a9a7f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_peerconsent_author_id_22eb22c9" ON "surveys_peerconsent" ("author_id");
CREATE INDEX "surveys_peerconsent_organisation_id_af8a9a7f" ON "surveys_peerconsent" ("organisation_id");
ALTER TABLE "surveys_peershare" ADD CONSTRAINT "surveys_peershare_organisation_id_7c708a26_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_peershare_organisation_id_7c708a26" ON "surveys_peershare" ("organisation_id");
CREATE INDEX "peer_share_what" ON "surveys_peershare" ("what");
CREATE TABLE "surveys_reminder" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "at" timestamp with time zone NOT NULL, "done_at" timestamp with time zone NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL, CONSTRAINT "each_reminder_once" UNIQUE ("wave_id", "at"));
alter table "surveys_reminder" enable row level security;
create policy tenant on "surveys_reminder" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_reminder" add constraint "surveys_reminder_organisation_id_key" unique (organisation_id, id);
alter table "surveys_reminder" add constraint "surveys_reminder_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
create or replace function liant_waves_due(moment timestamptz, most integer) returns table (organisation_id bigint, wave_id bigint, what text) language sql stable security definer set search_path = public, pg_temp as $liant$ (select organisation_id, id, 'opens' from surveys_wave where state = 'draft' and opens_at <= moment limit most) union all (select organisation_id, id, 'closes' from surveys_wave where state = 'open' and closes_at <= moment limit most) union all (select distinct r.organisation_id, r.wave_id, 'reminds' from surveys_reminder r join surveys_wave w on w.id = r.wave_id where r.done_at is null and r.at <= moment and w.state = 'open' limit most) union all (select w.organisation_id, w.id, 'empties' from surveys_wave w where state = 'open' and (last_emptied_at is null or last_emptied_at < moment - interval '10 minutes') and exists (select 1 from surveys_slip s where s.wave_id = w.id) limit most) union all (select w.organisation_id, w.id, 'writes' from surveys_wave w where state = 'open' and exists (select 1 from surveys_invitation i where i.wave_id = w.id and i.state in ('waiting', 'sending')) limit most) $liant$;
ALTER TABLE "surveys_reminder" ADD CONSTRAINT "surveys_reminder_organisation_id_a358997f_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_reminder_organisation_id_a358997f" ON "surveys_reminder" ("organisation_id");
CREATE INDEX "surveys_reminder_wave_id_f16fa7f7" ON "surveys_reminder" ("wave_id");
CREATE INDEX "reminder_of_wave_due" ON "surveys_reminder" ("at") WHERE "done_at" IS NULL;
CREATE TABLE "surveys_refusal" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "address_sum" varchar(64) NOT NULL, "at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_refusal_each" UNIQUE ("organisation_id", "address_sum"));
alter table "surveys_refusal" enable row level security;
create policy tenant on "surveys_refusal" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_refusal" add constraint "surveys_refusal_organisation_id_key" unique (organisation_id, id);
ALTER TABLE "surveys_refusal" ADD CONSTRAINT "surveys_refusal_organisation_id_ef0993c4_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_refusal_organisation_id_ef0993c4" ON "surveys_refusal" ("organisation_id");
ALTER TABLE "surveys_wave" ADD COLUMN "own_result" varchar(8) DEFAULT 'usual' NOT NULL;
ALTER TABLE "surveys_wave" ALTER COLUMN "own_result" DROP DEFAULT;
ALTER TABLE "surveys_wave" ALTER COLUMN "readers" TYPE varchar(2000);
CREATE TABLE "surveys_wavereader" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "wave_id" bigint NOT NULL, CONSTRAINT "each_reader_once" UNIQUE ("wave_id", "member_id"));
alter table "surveys_wavereader" enable row level security;
create policy tenant on "surveys_wavereader" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "surveys_wavereader" add constraint "surveys_wavereader_organisation_id_key" unique (organisation_id, id);
alter table "surveys_wavereader" add constraint "surveys_wavereader_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "surveys_wavereader" add constraint "surveys_wavereader_wave_id_same_organisation" foreign key (organisation_id, "wave_id") references "surveys_wave" (organisation_id, id) deferrable initially deferred;
ALTER TABLE "surveys_wavereader" ADD CONSTRAINT "surveys_wavereader_organisation_id_0f68f386_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "surveys_wavereader_member_id_75884936" ON "surveys_wavereader" ("member_id");
CREATE INDEX "surveys_wavereader_organisation_id_0f68f386" ON "surveys_wavereader" ("organisation_id");
CREATE INDEX "surveys_wavereader_wave_id_d26e9e65" ON "surveys_wavereader" ("wave_id");
CREATE TABLE "tokens_apitoken" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "name" varchar(80) NOT NULL, "prefix" varchar(20) NOT NULL, "token_hash" varchar(64) NOT NULL UNIQUE, "scopes" varchar(40)[] NOT NULL, "made_at" timestamp with time zone NOT NULL, "expires_at" timestamp with time zone NOT NULL, "revoked_at" timestamp with time zone NULL, "last_used_on" date NULL, "minute_started_at" timestamp with time zone NULL, "minute_count" integer NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "a_token_has_a_scope" CHECK (CASE WHEN "scopes" IS NULL THEN NULL ELSE coalesce(array_length("scopes", 1), 0) END > 0));
CREATE TABLE "tokens_keptanswer" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(200) NOT NULL, "fingerprint" varchar(64) NOT NULL, "status" integer NOT NULL, "headers" jsonb NOT NULL, "body" text NOT NULL, "kept_at" timestamp with time zone NOT NULL, "organisation_id" bigint NOT NULL, "token_id" bigint NOT NULL, CONSTRAINT "one_answer_per_key" UNIQUE ("token_id", "key"));
ALTER TABLE "tokens_apitoken" ADD CONSTRAINT "tokens_apitoken_organisation_id_53115216_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "tokens_apitoken_token_hash_b1631b08_like" ON "tokens_apitoken" ("token_hash" varchar_pattern_ops);
CREATE INDEX "tokens_apitoken_member_id_c8926ee8" ON "tokens_apitoken" ("member_id");
CREATE INDEX "tokens_apitoken_organisation_id_53115216" ON "tokens_apitoken" ("organisation_id");
ALTER TABLE "tokens_keptanswer" ADD CONSTRAINT "tokens_keptanswer_organisation_id_7477b79b_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "tokens_keptanswer_organisation_id_7477b79b" ON "tokens_keptanswer" ("organisation_id");
CREATE INDEX "tokens_keptanswer_token_id_5fa26568" ON "tokens_keptanswer" ("token_id");
CREATE INDEX "kept_answer_age" ON "tokens_keptanswer" ("kept_at");
alter table "tokens_apitoken" enable row level security;
create policy tenant on "tokens_apitoken" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "tokens_apitoken" add constraint "tokens_apitoken_organisation_id_key" unique (organisation_id, id);
alter table "tokens_apitoken" add constraint "tokens_apitoken_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "tokens_keptanswer" enable row level security;
create policy tenant on "tokens_keptanswer" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "tokens_keptanswer" add constraint "tokens_keptanswer_organisation_id_key" unique (organisation_id, id);
alter table "tokens_keptanswer" add constraint "tokens_keptanswer_token_id_same_organisation" foreign key (organisation_id, "token_id") references "tokens_apitoken" (organisation_id, id) deferrable initially deferred;
create or replace function liant_token_organisation(asked text) returns bigint language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id from tokens_apitoken where token_hash = asked $liant$;
CREATE TABLE "travel_step" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "token" varchar(16) NOT NULL, "came_from" varchar(16) NOT NULL, "came_at" timestamp with time zone NULL, "member_id" bigint NOT NULL, "offer_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "one_step_of_an_offer" UNIQUE ("member_id", "offer_id"));
ALTER TABLE "travel_step" ADD CONSTRAINT "travel_step_organisation_id_0e33eb94_fk_tenancy_organisation_id" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "travel_step_member_id_cc3c1268" ON "travel_step" ("member_id");
CREATE INDEX "travel_step_offer_id_31d91306" ON "travel_step" ("offer_id");
CREATE INDEX "travel_step_organisation_id_0e33eb94" ON "travel_step" ("organisation_id");
CREATE INDEX "step_offer" ON "travel_step" ("offer_id");
alter table "travel_step" enable row level security;
create policy tenant on "travel_step" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "travel_step" add constraint "travel_step_organisation_id_key" unique (organisation_id, id);
alter table "travel_step" add constraint "travel_step_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) on delete cascade deferrable initially deferred;
alter table "travel_step" add constraint "travel_step_offer_id_same_organisation" foreign key (organisation_id, "offer_id") references "advocacy_offer" (organisation_id, id) on delete cascade deferrable initially deferred;
create policy own on "travel_step" as restrictive using (member_id = nullif(current_setting('liant.member', true), '')::bigint) with check (member_id = nullif(current_setting('liant.member', true), '')::bigint);
CREATE TABLE "workspaces_workspace" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "kind" varchar(10) NOT NULL, "url" varchar(300) NOT NULL, "secret" text NOT NULL, "cursor" varchar(100) NOT NULL, "connected_at" timestamp with time zone NOT NULL, "next_at" timestamp with time zone NOT NULL, "read_at" timestamp with time zone NULL, "problem" varchar(300) NOT NULL, "connected_by_id" bigint NULL, "organisation_id" bigint NOT NULL, CONSTRAINT "each_workspace_once" UNIQUE ("organisation_id", "kind", "url"));
CREATE TABLE "workspaces_reading" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "source" varchar(10) NOT NULL, "name" varchar(200) NOT NULL, "at" timestamp with time zone NOT NULL, "by_id" bigint NULL, "organisation_id" bigint NOT NULL, "workspace_id" bigint NULL);
CREATE TABLE "workspaces_turn" ("id" bigint NOT NULL PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY, "key" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "at" timestamp with time zone NOT NULL, "member_id" bigint NOT NULL, "organisation_id" bigint NOT NULL, "reading_id" bigint NOT NULL, "to_id" bigint NOT NULL, CONSTRAINT "each_turn_once" UNIQUE ("organisation_id", "key"), CONSTRAINT "no_turn_to_oneself" CHECK (NOT ("member_id" = ("to_id"))));
ALTER TABLE "workspaces_workspace" ADD CONSTRAINT "workspaces_workspace_organisation_id_7e75159e_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "workspaces_workspace_connected_by_id_64b792df" ON "workspaces_workspace" ("connected_by_id");
CREATE INDEX "workspaces_workspace_organisation_id_7e75159e" ON "workspaces_workspace" ("organisation_id");
CREATE INDEX "workspace_due" ON "workspaces_workspace" ("next_at");
ALTER TABLE "workspaces_reading" ADD CONSTRAINT "workspaces_reading_organisation_id_6fe4c132_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "workspaces_reading_by_id_773277a2" ON "workspaces_reading" ("by_id");
CREATE INDEX "workspaces_reading_organisation_id_6fe4c132" ON "workspaces_reading" ("organisation_id");
CREATE INDEX "workspaces_reading_workspace_id_52df03b3" ON "workspaces_reading" ("workspace_id");
CREATE INDEX "reading_newest" ON "workspaces_reading" ("organisation_id", "at" DESC, "id" DESC);
ALTER TABLE "workspaces_turn" ADD CONSTRAINT "workspaces_turn_organisation_id_51e24b64_fk_tenancy_o" FOREIGN KEY ("organisation_id") REFERENCES "tenancy_organisation" ("id") DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX "workspaces_turn_member_id_2ae2543a" ON "workspaces_turn" ("member_id");
CREATE INDEX "workspaces_turn_organisation_id_51e24b64" ON "workspaces_turn" ("organisation_id");
CREATE INDEX "workspaces_turn_reading_id_82c9cd00" ON "workspaces_turn" ("reading_id");
CREATE INDEX "workspaces_turn_to_id_e88a976f" ON "workspaces_turn" ("to_id");
CREATE INDEX "turn_of" ON "workspaces_turn" ("member_id");
CREATE INDEX "turn_to" ON "workspaces_turn" ("to_id");
alter table "workspaces_workspace" enable row level security;
create policy tenant on "workspaces_workspace" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "workspaces_workspace" add constraint "workspaces_workspace_organisation_id_key" unique (organisation_id, id);
alter table "workspaces_workspace" add constraint "workspaces_workspace_connected_by_id_same_organisation" foreign key (organisation_id, "connected_by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "workspaces_reading" enable row level security;
create policy tenant on "workspaces_reading" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "workspaces_reading" add constraint "workspaces_reading_organisation_id_key" unique (organisation_id, id);
alter table "workspaces_reading" add constraint "workspaces_reading_by_id_same_organisation" foreign key (organisation_id, "by_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "workspaces_reading" add constraint "workspaces_reading_workspace_id_same_organisation" foreign key (organisation_id, "workspace_id") references "workspaces_workspace" (organisation_id, id) deferrable initially deferred;
alter table "workspaces_turn" enable row level security;
create policy tenant on "workspaces_turn" using (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint) with check (organisation_id = nullif(current_setting('liant.organisation', true), '')::bigint);
alter table "workspaces_turn" add constraint "workspaces_turn_organisation_id_key" unique (organisation_id, id);
alter table "workspaces_turn" add constraint "workspaces_turn_member_id_same_organisation" foreign key (organisation_id, "member_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
alter table "workspaces_turn" add constraint "workspaces_turn_reading_id_same_organisation" foreign key (organisation_id, "reading_id") references "workspaces_reading" (organisation_id, id) deferrable initially deferred;
alter table "workspaces_turn" add constraint "workspaces_turn_to_id_same_organisation" foreign key (organisation_id, "to_id") references "accounts_member" (organisation_id, id) deferrable initially deferred;
create or replace function liant_workspaces_due(moment timestamptz, most integer) returns table (organisation_id bigint, workspace_id bigint) language sql stable security definer set search_path = public, pg_temp as $liant$ select organisation_id, id from workspaces_workspace where next_at <= moment order by next_at limit most $liant$;
