-- Earlier readings of the same version stay; the same model's reading of other words goes.
DELETE FROM enrichments WHERE (submission_id, version, model_version) IN (SELECT submission_id, version, model_version FROM stage_enrichments);
INSERT INTO enrichments BY NAME FROM stage_enrichments;
DROP TABLE stage_enrichments;
