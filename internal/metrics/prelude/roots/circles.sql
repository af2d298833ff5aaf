-- Who still points at a repeat is in a circle, or leads into one.
CREATE OR REPLACE TEMP TABLE circles AS
WITH RECURSIVE edges AS MATERIALIZED (
  SELECT submission_id, dup_of FROM known_submissions WHERE dup_of IS NOT NULL AND EXISTS (FROM roots r SEMI JOIN roots q ON q.submission_id = r.root)),
up(submission_id, seen) AS (
  SELECT r.submission_id, e.dup_of FROM roots r SEMI JOIN roots q ON q.submission_id = r.root JOIN edges e ON e.submission_id = r.submission_id
  UNION
  SELECT up.submission_id, e.dup_of FROM up JOIN edges e ON e.submission_id = up.seen)
-- Of all that a repeat reaches, only the circle is reached by its own members.
SELECT a.submission_id, min(a.seen) AS root FROM up a JOIN up b ON b.submission_id = a.seen AND b.seen = a.seen GROUP BY 1;
UPDATE roots SET root = c.root FROM circles c WHERE c.submission_id = roots.submission_id;
