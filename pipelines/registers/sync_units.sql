MERGE INTO ingested.units u USING config_units c ON u.unit_id = c.unit_id
  WHEN MATCHED AND (u.name_ar, u.name_en, u.governorate::TEXT, u.kind) IS DISTINCT FROM (c.name_ar, c.name_en, c.governorate, c.kind)
    THEN UPDATE SET name_ar = c.name_ar, name_en = c.name_en, governorate = c.governorate, kind = c.kind
  WHEN NOT MATCHED THEN INSERT (unit_id, name_ar, name_en, governorate, kind) VALUES (c.unit_id, c.name_ar, c.name_en, c.governorate, c.kind);
