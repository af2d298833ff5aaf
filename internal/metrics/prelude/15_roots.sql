-- The root of a repeat is the end of its chain, whatever its period. Here each repeat points at what it repeats;
-- roots.go follows the pointers by doubling, so that a chain of thousands takes a dozen steps.
CREATE TEMP TABLE roots AS SELECT submission_id, dup_of AS root FROM known_submissions WHERE dup_of IS NOT NULL;
