DELETE FROM message_groups WHERE submission_id NOT IN (SELECT submission_id FROM stage_groups);
MERGE INTO message_groups g USING stage_groups s ON g.submission_id = s.submission_id
  WHEN MATCHED AND (g.group_id, g.kind) IS DISTINCT FROM (s.group_id, s.kind) THEN UPDATE SET group_id = s.group_id, kind = s.kind
  WHEN NOT MATCHED THEN INSERT;
DROP TABLE stage_groups;
