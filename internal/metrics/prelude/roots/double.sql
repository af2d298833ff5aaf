UPDATE roots SET root = r.root FROM roots r WHERE r.submission_id = roots.root AND r.root <> roots.root
