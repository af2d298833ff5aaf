-- Goals that the machine suggests for themes and activities: at most three each, with the words behind them, never
-- confirmed by itself. What people confirm for an activity stands in activity_sdgs.
CREATE TABLE goal_suggestions(
  kind TEXT NOT NULL CHECK(kind IN ('theme','activity')), id TEXT NOT NULL, goals JSON NOT NULL, -- [{goal, score, words}]
  text_sha256 TEXT NOT NULL, model_version TEXT NOT NULL, suggested_at TIMESTAMP NOT NULL, PRIMARY KEY(kind, id));
