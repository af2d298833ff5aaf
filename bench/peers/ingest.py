#!/usr/bin/env python3
"""What loading a file of NDJSON costs with dlt, beside `ingest`, in one run.

Not part of the product or of its tests. dlt reads the file as its own guide
shows (filesystem, read_jsonl) and merges it on "id" into DuckDB, which is the
nearest to what `ingest` promises: the same file again adds nothing. It keeps
no payload, no history and no quarantine. `ingest` is measured by
tools/ingestbench, a whole process, with all three. For both: wall and
processor seconds (children included) and rows for each of them.

    python3 -m venv venv && venv/bin/pip install -r bench/peers/requirements-ingest.txt
    go build -tags duckdb_arrow -o bin/ingestbench ./tools/ingestbench
    venv/bin/python bench/peers/ingest.py corpus.ndjson --ingestbench bin/ingestbench
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")
os.environ.setdefault("RUNTIME__LOG_LEVEL", "CRITICAL")


def cpu():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def report(what, rows, wall, seconds, **more):
    line = {"what": what, "rows": rows, "wall_s": round(wall, 1), "cpu_s": round(seconds, 1)}
    line |= {"rows_per_s": round(rows / wall), "rows_per_cpu_s": round(rows / seconds), **more}
    print(json.dumps(line), flush=True)


def with_dlt(corpus, folder):
    import dlt
    from dlt.sources.filesystem import filesystem, read_jsonl

    into = dlt.destinations.duckdb(str(folder / "dlt.duckdb"))
    pipeline = dlt.pipeline("load", destination=into, dataset_name="raw", pipelines_dir=str(folder / "state"))
    rows = filesystem(bucket_url=corpus.parent.as_uri(), file_glob=corpus.name) | read_jsonl(chunksize=2000)
    rows.apply_hints(table_name="submissions", primary_key="id", write_disposition="merge")
    began, used = time.perf_counter(), cpu()
    pipeline.run(rows, loader_file_format="parquet")
    wall, used = time.perf_counter() - began, cpu() - used
    with pipeline.sql_client() as client:
        (count,) = client.execute_sql("SELECT count(*) FROM submissions")[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    report("dlt, merge into DuckDB", count, wall, used, peak_mib=peak)
    return wall


def with_ingest(corpus, program, folder):
    done = subprocess.run([program, "-in", corpus, "-dir", folder / "workspace"], check=True, capture_output=True, text=True)
    wall = None
    for line in map(json.loads, done.stdout.splitlines()):
        report("ingest, " + line["what"], line["rows"], line["seconds"], max(line["cpu_seconds"], 0.01), peak_mib=line["peak_mib"],
               new=line["new"], changed=line["changed"], quarantined=line["quarantined"])
        wall = wall or line["seconds"]
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("--ingestbench", required=True, type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "workspace").mkdir()
        theirs = with_dlt(args.corpus.resolve(), folder)
        ours = with_ingest(args.corpus.resolve(), args.ingestbench.resolve(), folder)
    print(json.dumps({"what": "wall of dlt for each second of ingest", "ratio": round(theirs / ours, 1)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
