-- The kept vectors of the texts asked for; of several classes of processor, the first.
SELECT a.place, min_by(v.vec, v.class) FROM pub_asked a JOIN vector_cache v ON v.text_sha256 = a.key GROUP BY a.place ORDER BY a.place
