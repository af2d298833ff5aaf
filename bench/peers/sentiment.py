#!/usr/bin/env python3
"""What a Python stack costs for sentiment, beside the fast tier, in one run.

Not part of the product or of its tests. Input is NDJSON with "text" (cut at
4,000 characters for everybody). In Python: scikit-learn's TF-IDF of words 1-2
and letters 2-5 with logistic regression for Arabic script, trained on the
labelled file given (set-up, not counted), and VADER for the rest. Then ours on
the same rows: the benchmark BenchmarkCorpus of internal/nlp/sentiment, which
prepares and scores every text. Both are timed in processor seconds, one
process and one thread, from text in memory to label.

    python3 -m venv venv && venv/bin/pip install -r bench/peers/requirements-sentiment.txt
    venv/bin/python bench/peers/sentiment.py corpus.ndjson --train tweets.csv
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time

LONGEST = 4000
ARABIC = re.compile("[\u0600-\u06ff]")


def arabic_model(path):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    with open(path, encoding="utf-8-sig", newline="") as rows:
        given = [(r["tweet"], r["sentiment"]) for r in csv.DictReader(rows)]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=5, sublinear_tf=True, max_features=200_000)
    model = make_pipeline(make_union(words, letters), LogisticRegression(max_iter=200, C=3.0, class_weight="balanced"))
    return model.fit([t for t, _ in given], [label for _, label in given])


def python(texts, train):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    model, vader = arabic_model(train), SentimentIntensityAnalyzer()
    arabic = [t for t in texts if ARABIC.search(t)]
    others = [t for t in texts if not ARABIC.search(t)]
    begin = time.process_time()
    for at in range(0, len(arabic), 5000):
        model.predict(arabic[at:at + 5000])
    middle = time.process_time()
    for text in others:
        vader.polarity_scores(text)
    end = time.process_time()
    return len(arabic), middle - begin, len(others), end - middle


def ours(rows):
    env = dict(os.environ, BENCH_FILE=rows, GOMAXPROCS="1", GOFLAGS="-tags=duckdb_arrow")
    out = subprocess.run(["go", "test", "-run", "^$", "-bench", "^BenchmarkCorpus$", "-benchtime", "3x", "./internal/nlp/sentiment"],
                         env=env, check=True, capture_output=True, text=True).stdout
    found = re.search(r"([\d.]+) texts/cpu-s", out)
    if not found:
        sys.exit(f"no figure in:\n{out}")
    return float(found.group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--train", required=True, help="CSV with the columns tweet and sentiment")
    parser.add_argument("--limit", type=int, default=20_000)
    args = parser.parse_args()
    texts = []
    with open(args.corpus, encoding="utf-8") as rows:
        for line in rows:
            texts.append((json.loads(line).get("text") or "")[:LONGEST])
            if len(texts) == args.limit:
                break
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows.ndjson")
        with open(path, "w", encoding="utf-8") as out:
            for text in texts:
                out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        mine = ours(path)
    na, sa, no, so = python(texts, args.train)
    peer = len(texts) / (sa + so)
    print(json.dumps({"texts": len(texts), "python_arabic_per_cpu_s": round(na / max(sa, 1e-9)), "python_vader_per_cpu_s": round(no / max(so, 1e-9)),
                      "python_per_cpu_s": round(peer), "ours_per_cpu_s": round(mine), "times": round(mine / peer, 2)}))


if __name__ == "__main__":
    main()
