#!/usr/bin/env python3
"""What other tools make of the same labelled texts: scikit-learn and BERTopic.

Not part of the product or of its tests. Input is NDJSON with "text" and
"label"; with --vectors, the same texts' vectors from `analyze embed` (NDJSON
{"id","vector"}). Prints one JSON line per method: V-measure, ARI, number of
clusters, share of outliers, CPU seconds. k-means is told the true number of
topics; BERTopic finds its own.

    python3 -m venv venv && venv/bin/pip install -r bench/peers/requirements-themes.txt
    venv/bin/python bench/peers/themes.py set.ndjson [--vectors vectors.ndjson]
"""
import argparse
import json
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score
from sklearn.preprocessing import normalize

SEED = 1


def report(method, truth, found, started):
    found = np.asarray(found)
    print(json.dumps({
        "method": method,
        "v_measure": round(float(v_measure_score(truth, found)), 3),
        "ari": round(float(adjusted_rand_score(truth, found)), 3),
        "clusters": int(len(set(found.tolist()) - {-1})),
        "outliers": round(float((found == -1).mean()), 3),
        "cpu_s": round(time.process_time() - started, 1),
    }), flush=True)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("input")
    args.add_argument("--vectors")
    opts = args.parse_args()
    with open(opts.input, encoding="utf-8") as f:
        rows = [json.loads(line) for line in f if line.strip()]
    texts, truth = [r["text"] for r in rows], [r["label"] for r in rows]
    k = len(set(truth))

    started = time.process_time()
    tfidf = TfidfVectorizer(min_df=2, max_df=0.5, sublinear_tf=True).fit_transform(texts)
    lsa = normalize(TruncatedSVD(100, random_state=SEED).fit_transform(tfidf))
    report("sklearn: TF-IDF, SVD-100, k-means, true k", truth, KMeans(k, n_init=4, random_state=SEED).fit_predict(lsa), started)
    if not opts.vectors:
        return
    with open(opts.vectors, encoding="utf-8") as f:
        vectors = np.array([json.loads(line)["vector"] for line in f if line.strip()], dtype=np.float32)
    centred = normalize(vectors - vectors.mean(0))
    started = time.process_time()
    report("sklearn: the product's vectors, centred, k-means, true k", truth, KMeans(k, n_init=4, random_state=SEED).fit_predict(centred), started)
    try:
        from bertopic import BERTopic
        from umap import UMAP
    except ImportError:
        print(json.dumps({"method": "BERTopic", "absent": "bertopic is not installed"}))
        return
    started = time.process_time()
    model = BERTopic(umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED), calculate_probabilities=False)
    found, _ = model.fit_transform(texts, vectors)
    report("BERTopic: the product's vectors, defaults, k found", truth, found, started)


if __name__ == "__main__":
    main()
