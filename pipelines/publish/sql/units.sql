SELECT unit_id, name_ar, name_en, governorate::TEXT FROM units ORDER BY unit_id
