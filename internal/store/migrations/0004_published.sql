-- What public editions said, number by number, as the newest one had it: a table published again hides at least what it
-- hid, and a number that readers already know cannot shield another.
CREATE TABLE published_cells(
  table_name TEXT NOT NULL, row_key TEXT NOT NULL, column_key TEXT NOT NULL,
  n BIGINT NOT NULL,                  -- hidden ones too: what may be hidden next follows from them
  hidden BOOLEAN NOT NULL,            -- once hidden, always hidden
  first_as_of DATE NOT NULL, last_as_of DATE NOT NULL, PRIMARY KEY(table_name, row_key, column_key));
-- Decisions of people about a unit's action plan: who approved what, and when. Nothing is adopted by itself.
CREATE TABLE plan_approvals(
  approval_id TEXT PRIMARY KEY, unit_id TEXT NOT NULL, action_id TEXT NOT NULL, criterion TEXT, decision TEXT NOT NULL CHECK(decision IN ('approved', 'rejected')),
  approved_by TEXT NOT NULL, approved_at TIMESTAMP NOT NULL, due_on DATE, owner TEXT, cost DOUBLE, expected_score DOUBLE, note TEXT);
-- What a check of a published link found, newest last.
CREATE TABLE link_checks(
  url TEXT NOT NULL, checked_at TIMESTAMP NOT NULL, ok BOOLEAN NOT NULL, code TEXT NOT NULL, PRIMARY KEY(url, checked_at));
