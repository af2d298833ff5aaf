SELECT code, count(*) AS n FROM quarantine WHERE state = 'open' GROUP BY code ORDER BY n DESC, code
