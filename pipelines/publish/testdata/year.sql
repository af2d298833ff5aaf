-- A fictional ministry's 2025, small enough to read.
INSERT INTO units VALUES ('U1', 'وزارة المثال', 'Example Ministry', 'OM-MA', 'ministry', '2023-01-01');
INSERT INTO audience_groups VALUES
  ('U1', 2025, 'youth', 'الشباب', 'person', 'citizen', NULL, 120, 'سجل الوحدة', '2025-01-10', true, true, false, false, NULL, NULL, NULL),
  ('U1', 2025, 'women', 'النساء', 'person', 'citizen', NULL, 80, 'سجل الوحدة', '2025-01-10', true, true, false, false, 'youth', NULL, NULL);
INSERT INTO plans VALUES ('U1', 2025, '2025-01-01', '2025-12-31', '2024-12-01', '2024-12-15', true, true, true, true, true, true, 'e1', NULL, '2024-12-15');
INSERT INTO indicators VALUES ('U1', 2025, 'G1', 'الفريق', 'السجل', 'سنوي', 0.3, NULL), ('U1', 2025, 'G2', 'الفريق', 'السجل', 'سنوي', 0.25, NULL), ('U1', 2025, 'G3', 'الفريق', 'السجل', 'سنوي', 0.5, NULL);
INSERT INTO evidence VALUES ('e1', 'https://example.om/e1', NULL, '2025-01-01', 'مراجع', NULL);
INSERT INTO unit_relevant_sdgs VALUES ('U1', 3, NULL), ('U1', 9, NULL), ('U1', 11, NULL), ('U1', 16, NULL);
INSERT INTO activities(activity_id, unit_id, title_ar, kind, level, started_at, ended_at, planned_start_on, info_published_at, doc_published_at, results_published_at)
SELECT 'A' || i, 'U1', list_element(['استشارة حول لائحة المواقف', 'استطلاع الخدمات', 'هاكاثون المدينة', 'منتدى الشباب', 'حملة التوعية', 'ورشة التصميم', 'استشارة الموازنة', 'ملتقى المحافظات'], i),
  list_element(['consultation', 'poll', 'hackathon', 'forum', 'info_campaign', 'workshop', 'consultation', 'forum'], i)::activity_kind,
  list_element(['consult', 'consult', 'decision', 'consult', 'info', 'consult', 'consult', 'consult'], i)::participation_level,
  TIMESTAMP '2025-01-05 06:00:00' + INTERVAL (i * 40) DAY, CASE WHEN i < 8 THEN TIMESTAMP '2025-01-20 06:00:00' + INTERVAL (i * 40) DAY END,
  DATE '2025-01-05' + (i * 40)::INTEGER, TIMESTAMP '2025-01-01 06:00:00' + INTERVAL (i * 39) DAY, TIMESTAMP '2025-01-01 06:00:00' + INTERVAL (i * 39) DAY,
  CASE WHEN i IN (1, 2, 3, 5) THEN TIMESTAMP '2025-02-05 06:00:00' + INTERVAL (i * 43) DAY END FROM range(1, 9) t(i);
INSERT INTO activity_uses SELECT 'A' || i, f::method_facet, c, 'e1' FROM range(1, 9) t(i), (VALUES ('tool', 'portal'), ('practice', 'open_call'), ('model', 'co_design')) u(f, c) WHERE (i + length(c)) % 3 > 0;
INSERT INTO activity_uses SELECT 'A' || i, 'tool', 'survey', 'e1' FROM range(1, 9) t(i) WHERE i % 2 = 0;
INSERT INTO modern_technologies VALUES ('ai', 'الذكاء الاصطناعي', '2023-01-01', NULL);
INSERT INTO activity_uses VALUES ('A3', 'tech', 'ai', 'e1');
INSERT INTO activity_sdgs VALUES ('A1', 11, 'manual', 'مراجع', '2025-03-01'), ('A3', 9, 'manual', 'مراجع', '2025-06-01'), ('A4', 3, 'machine', NULL, NULL);
INSERT INTO analyses VALUES ('A1', 'quantitative', '2025-03-20', 'مراجع', '2025-03-25'), ('A2', 'quantitative', '2025-05-20', NULL, NULL);
INSERT INTO polls SELECT 'P' || i, 'U1', TIMESTAMP '2025-01-10 06:00:00' + INTERVAL (i) MONTH, NULL, false FROM range(0, 12) t(i) WHERE i NOT IN (6, 7);
INSERT INTO publications VALUES ('N1', 'U1', 'article', 'text', '2025-02-01', NULL), ('N2', 'U1', 'article', 'text', '2025-08-01', NULL), ('N3', 'U1', 'article', 'text', '2025-11-01', NULL);
INSERT INTO participants SELECT 'ps-' || lpad(i::TEXT, 6, '0'), 'U1', 'person', 'account', CASE WHEN i % 3 = 0 THEN 'women' ELSE 'youth' END,
  list_element(['OM-MA', 'OM-MA', 'OM-BS', 'OM-DA', 'OM-ZU', 'OM-SS', 'unknown'], 1 + i % 7)::governorate FROM range(1, 61) t(i);
INSERT INTO participations SELECT 'x' || i, 'A' || (1 + i % 8), 'ps-' || lpad(i::TEXT, 6, '0'), 1, 'portal', TIMESTAMP '2025-02-20 06:00:00' + INTERVAL (i * 5) DAY FROM range(1, 61) t(i);
INSERT INTO submissions(submission_id, unit_id, activity_id, participant_id, channel, received_at, lang)
SELECT 'S' || i, 'U1', 'A' || (1 + i % 8), 'ps-' || lpad((1 + i % 60)::TEXT, 6, '0'), list_element(['portal', 'email', 'social_media'], 1 + i % 3)::channel,
  TIMESTAMP '2025-01-15 05:00:00' + INTERVAL (i * 70) HOUR, 'ar' FROM range(1, 121) t(i);
INSERT INTO outcomes SELECT 'S' || i, CASE WHEN i % 6 < 5 THEN list_element(['adopted', 'declined', 'noted', 'partly', 'referred'], 1 + i % 5)::outcome_status END,
  CASE WHEN i % 6 < 5 THEN TIMESTAMP '2025-02-10 05:00:00' + INTERVAL (i * 70) HOUR END, CASE WHEN i % 6 < 5 THEN 'سبب موثق' END,
  CASE WHEN i % 10 = 0 THEN 'service'::linked_type END, CASE WHEN i % 10 = 0 THEN 'خدمة-' || i END, NULL,
  TIMESTAMP '2025-01-17 05:00:00' + INTERVAL (i * 70) HOUR, CASE WHEN i % 6 < 5 THEN TIMESTAMP '2025-02-11 05:00:00' + INTERVAL (i * 70) HOUR END FROM range(1, 121) t(i) WHERE i % 9 <> 0;
INSERT INTO submission_versions(submission_id, version, source, external_id, text, text_sha256, author_id, created_at, run_id, stored_at)
SELECT 'S' || i, 1, list_element(['platform', 'mailbox-7', 'posts'], 1 + i % 3), i::TEXT,
  list_element(['الموعد في المركز يتأخر كثيراً ونرجو تقليل وقت الانتظار', 'أقترح إضافة مواقف قريبة من المبنى', 'The application keeps crashing when I upload documents', 'شكراً على سرعة إنجاز المعاملة'], 1 + i % 4),
  'h' || i, 'ps-' || lpad((1 + i % 60)::TEXT, 6, '0'), TIMESTAMP '2025-01-15 05:00:00' + INTERVAL (i * 70) HOUR, 'r1', '2025-12-31' FROM range(1, 121) t(i);
INSERT INTO enrichments(submission_id, version, model_version, text_sha256, lang, sentiment, unclear, intent, sdg, masked, enriched_at)
SELECT 'S' || i, 1, 'm1', 'h' || i, CASE WHEN i % 4 = 2 THEN 'en' ELSE 'ar' END, list_element(['negative', 'neutral', 'negative', 'positive'], 1 + i % 4), i % 11 = 0,
  list_element(['complaint', 'suggestion', 'complaint', 'praise'], 1 + i % 4), '[{"goal":9,"score":0.7}]', (SELECT text FROM submission_versions v WHERE v.submission_id = 'S' || i), TIMESTAMP '2025-12-31' FROM range(1, 121) t(i);
INSERT INTO theme_runs(theme_run, as_of, model_version, seed, texts, none_share, created_at) VALUES ('run1', '2026-01-01', 'm1', 1, 120, 0.05, '2026-01-01');
INSERT INTO themes SELECT 'run1', 't' || i, 'w1', 1, list_element(['وقت الانتظار', 'المواقف', 'التطبيق', 'سرعة الإنجاز'], i), list_element(['Waiting time', 'Parking', 'The application', 'Quick service'], i),
  ['انتظار', 'موعد'], ['waiting', 'appointment'], NULL, 30, 25, '{"ar":30}', 0.7, ['S' || (i + 3), 'S' || (i + 7)], NULL, NULL FROM range(1, 5) t(i);
INSERT INTO themes VALUES ('run1', 'w1', NULL, 0, 'الخدمات', 'Services', ['خدمة'], ['service'], NULL, 120, 60, NULL, NULL, NULL, NULL, NULL);
INSERT INTO theme_assignments(theme_run, submission_id, theme_id, path, score) SELECT 'run1', 'S' || i, CASE WHEN i % 20 > 0 THEN 't' || (1 + i % 4) END, ['w1', 't' || (1 + i % 4)], 0.6 FROM range(1, 121) t(i);
INSERT INTO runs(run_id, program, subject, started_at, status, added) VALUES ('r1', 'ingest', 'platform', '2025-12-31', 'ok', 40), ('r2', 'ingest', 'mailbox-7', '2025-12-31', 'partial', 40), ('r3', 'ingest', 'posts', '2025-12-31', 'failed', 40);
INSERT INTO quarantine(quarantine_id, source, place, column_name, code, args, run_id, seen_at) VALUES ('q1', 'mailbox-7', 'inbox/a.csv:12', 'التاريخ', 'time', [], 'r2', '2025-12-31');
