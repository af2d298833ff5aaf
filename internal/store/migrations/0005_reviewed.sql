-- What people said about single submissions, newest decision of each field; it holds for the words that they read:
-- a version that was stored later is the machine's again until somebody reviews it.
CREATE VIEW current_corrections AS
  WITH newest AS (
    SELECT subject_id AS submission_id, field, value, reviewer, reviewed_at FROM reviews WHERE subject = 'submission'
    QUALIFY row_number() OVER (PARTITION BY subject_id, field ORDER BY reviewed_at DESC, review_id DESC) = 1)
  SELECT n.submission_id, any_value(n.value) FILTER (field = 'sentiment') AS sentiment, any_value(n.value) FILTER (field = 'intent') AS intent,
    any_value(n.value) FILTER (field = 'area') AS area, any_value(n.value) FILTER (field = 'sdg') AS sdg, max(n.reviewed_at) AS reviewed_at
  FROM newest n JOIN current_texts t USING(submission_id) JOIN submission_versions v ON v.submission_id = t.submission_id AND v.version = t.version
  WHERE n.value IS NOT NULL AND n.field IN ('sentiment', 'intent', 'area', 'sdg') AND n.reviewed_at >= v.stored_at
  GROUP BY 1;
-- As the machine reads them.
CREATE VIEW machine_enrichments AS
  SELECT e.* FROM enrichments e JOIN current_texts t ON t.submission_id = e.submission_id AND t.version = e.version
  QUALIFY row_number() OVER (PARTITION BY e.submission_id ORDER BY e.enriched_at DESC, e.model_version DESC) = 1;
-- As they are used: a person's word stands before the machine's, with the tier 'person' where the sentiment is theirs.
CREATE OR REPLACE VIEW current_enrichments AS
  SELECT m.* REPLACE (
    coalesce(c.sentiment, m.sentiment) AS sentiment,
    CASE WHEN c.sentiment IS NULL THEN m.neg ELSE (c.sentiment = 'negative')::DOUBLE END AS neg,
    CASE WHEN c.sentiment IS NULL THEN m.neu ELSE (c.sentiment = 'neutral')::DOUBLE END AS neu,
    CASE WHEN c.sentiment IS NULL THEN m.pos ELSE (c.sentiment = 'positive')::DOUBLE END AS pos,
    CASE WHEN c.sentiment IS NULL THEN m.unclear ELSE false END AS unclear,
    CASE WHEN c.sentiment IS NULL THEN m.tier ELSE 'person' END AS tier,
    coalesce(c.intent, m.intent) AS intent,
    CASE WHEN c.intent IS NULL THEN m.intents ELSE to_json([{'label': c.intent, 'score': 1.0}]) END AS intents,
    CASE WHEN c.sdg IS NULL THEN m.sdg WHEN c.sdg = 'none' THEN '[]'::JSON
      ELSE to_json(list_transform(string_split(c.sdg, ','), lambda g: {'goal': g::INTEGER, 'score': 1.0})) END AS sdg)
  FROM machine_enrichments m LEFT JOIN current_corrections c USING(submission_id);
CREATE OR REPLACE VIEW current_assignments AS
  SELECT a.* REPLACE (coalesce(c.area, a.area) AS area, CASE WHEN c.area IS NULL THEN a.area_score ELSE 1 END AS area_score)
  FROM theme_assignments a JOIN current_theme_run USING(theme_run) LEFT JOIN current_corrections c USING(submission_id);
-- What changed in the tree of themes, run by run.
CREATE VIEW theme_events AS
  SELECT r.theme_run, r.as_of, r.created_at, e.kind, e.theme AS theme_id, e.label_ar, e.label_en, e."with" AS with_id, e.with_label_ar, e.with_label_en
  FROM theme_runs r, (SELECT unnest(from_json(r.params->'$.events', '[{"kind":"VARCHAR","theme":"VARCHAR","label_ar":"VARCHAR","label_en":"VARCHAR","with":"VARCHAR","with_label_ar":"VARCHAR","with_label_en":"VARCHAR"}]'), recursive := true)) e;
