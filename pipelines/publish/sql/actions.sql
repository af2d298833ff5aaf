SELECT unit_id, action_id, criterion, owner, due_on, done_on, cost_omr::DOUBLE FROM actions ORDER BY unit_id, due_on, action_id
