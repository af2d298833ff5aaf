SELECT source, place, column_name, code, args, seen_at FROM quarantine WHERE state = 'open' ORDER BY seen_at DESC, source, place, quarantine_id LIMIT ?
