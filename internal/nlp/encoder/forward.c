/* The encoder's forward pass: one file, every class of processor.

   Each class's functions carry their own target attribute, so that one compile
   for the oldest processor serves all, and enc_forward chooses at run time.
   What the classes share (attention, layer norms, GELU) is written once, in
   forward_body.h, over vectors as wide as the class has; what they do not share
   is linear(), the matrix product. On other processors than x86-64 only the
   portable class is compiled.

   For one class a token's numbers depend on nothing but its own segment: sums
   run in one order wherever in a batch a token lies. */
#include "forward.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define H ENC_HIDDEN
#define CHUNK 384 /* inputs that linear works on at a time: keeps weights in L1 */
#define CHUNK_BLOCKS (CHUNK / ENC_BLOCK)
#define QKV (3 * H)
#define ALWAYS static inline __attribute__((always_inline))

/* A matrix and the numbers that go in and out of it. */
typedef struct {
  const uint8_t *q, *d, *b; /* weights, scales, bias */
  const int8_t *wide;       /* AMX: 8-bit weights */
  const float *wide_scale;  /* AMX: one scale an output */
  int inputs, outputs, tokens;
  const float *x;       /* portable: tokens x inputs */
  const int8_t *xq;     /* others: the same in 8 bits */
  const float *xs;      /* scale of each token */
  const int32_t *xsum;  /* -8 times the sum of each block of xq */
  float *y;             /* tokens x outputs */
  uint8_t *scratch;
} product;

typedef void (*linear_fn)(const product *);

/* Where things lie in the work memory. */
typedef struct {
  float *x, *wide, *narrow;
  int8_t *xq;
  float *xs;
  int32_t *xsum;
  uint8_t *scratch;
} workspace;

enum {
  SCRATCH = 256 * 1024,
  PAD_ROWS = 32 /* rows after the last token that tiles may read and write */
};

static size_t up64(size_t n) { return (n + 63) & ~(size_t)63; }

static size_t lay_out(workspace *w, uint8_t *base, int tokens) {
  size_t rows = (size_t)tokens + PAD_ROWS, at = 0;
#define TAKE(field, type, count)              \
  w->field = (type *)(base + at);             \
  at += up64(sizeof(type) * (size_t)(count))
  TAKE(x, float, rows * H);
  TAKE(wide, float, rows * ENC_FFN); /* query, key, value; or the hidden layer */
  TAKE(narrow, float, rows * H);
  TAKE(xq, int8_t, rows * ENC_FFN);
  TAKE(xs, float, rows);
  TAKE(xsum, int32_t, rows * (ENC_FFN / ENC_BLOCK));
  TAKE(scratch, uint8_t, SCRATCH);
#undef TAKE
  return at;
}

size_t enc_work_bytes(int tokens) {
  static uint8_t nothing[1];
  workspace w;
  return lay_out(&w, nothing, tokens);
}

/* Exact for every float16 but NaN, of which weights have none. */
static inline float half_to_float(uint16_t h) {
  uint32_t sign = (uint32_t)(h & 0x8000) << 16, exponent = (h >> 10) & 31,
           fraction = h & 1023;
  float f;
  uint32_t bits;
  if (exponent == 0) {
    f = (float)fraction * 0x1p-24f;
    return sign ? -f : f;
  }
  bits = sign | (exponent + 112) << 23 | fraction << 13;
  memcpy(&f, &bits, 4);
  return f;
}

static inline float half_at(const uint8_t *p, size_t i) {
  uint16_t h;
  memcpy(&h, p + 2 * i, 2);
  return half_to_float(h);
}

static void embed_word(const enc_model *m, const uint8_t *w, int32_t id,
                       float *row) {
  const uint8_t *q = w + m->word_q + (size_t)id * (H / 2);
  const uint8_t *d = w + m->word_d + (size_t)id * (H / ENC_BLOCK * 2);
  for (int b = 0; b < H / ENC_BLOCK; b++, q += 16, row += ENC_BLOCK) {
    float s = half_at(d, (size_t)b);
    for (int j = 0; j < 16; j++) {
      row[j] = s * (float)((q[j] & 15) - 8);
      row[j + 16] = s * (float)((q[j] >> 4) - 8);
    }
  }
}

/* ---- portable: 32-bit arithmetic, the reference for the others ---- */
#define TARGET
#define CLASS(name) name##_portable
#define VW 4
#define EXACT_GELU 1
#define QUANTISE 0
#include "forward_body.h"

/* Weights of a panel and chunk as floats, [input][output of the panel]. */
static void widen_panel(const product *p, int panel, int chunk, float *out) {
  int blocks = p->inputs / ENC_BLOCK;
  for (int b = 0; b < CHUNK_BLOCKS; b++) {
    size_t at = (size_t)panel * blocks + (size_t)chunk * CHUNK_BLOCKS + b;
    const uint8_t *q = p->q + at * 256;
    for (int o = 0; o < ENC_PANEL; o++) {
      float d = half_at(p->d, at * ENC_PANEL + o);
      for (int k = 0; k < 16; k++) {
        uint8_t pair = q[k / 4 * 64 + 4 * o + k % 4];
        out[(b * 32 + k) * ENC_PANEL + o] = d * (float)((pair & 15) - 8);
        out[(b * 32 + k + 16) * ENC_PANEL + o] = d * (float)((pair >> 4) - 8);
      }
    }
  }
}

static void linear_portable(const product *p) {
  typedef vf_portable v;
  float *w = (float *)p->scratch;
  for (int panel = 0; panel < p->outputs / ENC_PANEL; panel++)
    for (int c = 0; c < p->inputs / CHUNK; c++) {
      widen_panel(p, panel, c, w);
      for (int t = 0; t < p->tokens; t += 2) { /* rows are padded */
        const float *x0 = p->x + (size_t)t * p->inputs + c * CHUNK;
        const float *x1 = x0 + p->inputs;
        float *y0 = p->y + (size_t)t * p->outputs + panel * ENC_PANEL;
        float *y1 = y0 + p->outputs;
        v a0, a1, a2, a3, b0, b1, b2, b3;
        const float *s0 = y0, *s1 = y1;
        float bias[ENC_PANEL];
        if (c == 0) {
          memcpy(bias, p->b + (size_t)panel * sizeof bias, sizeof bias);
          s0 = s1 = bias;
        }
        a0 = load_portable(s0), a1 = load_portable(s0 + 4);
        a2 = load_portable(s0 + 8), a3 = load_portable(s0 + 12);
        b0 = load_portable(s1), b1 = load_portable(s1 + 4);
        b2 = load_portable(s1 + 8), b3 = load_portable(s1 + 12);
        for (int k = 0; k < CHUNK; k++) {
          const float *r = w + k * ENC_PANEL;
          v w0 = load_portable(r), w1 = load_portable(r + 4);
          v w2 = load_portable(r + 8), w3 = load_portable(r + 12);
          v u = splat_portable(x0[k]), z = splat_portable(x1[k]);
          a0 += u * w0, a1 += u * w1, a2 += u * w2, a3 += u * w3;
          b0 += z * w0, b1 += z * w1, b2 += z * w2, b3 += z * w3;
        }
        store_portable(y0, a0), store_portable(y0 + 4, a1);
        store_portable(y0 + 8, a2), store_portable(y0 + 12, a3);
        store_portable(y1, b0), store_portable(y1 + 4, b1);
        store_portable(y1 + 8, b2), store_portable(y1 + 12, b3);
      }
    }
}
#undef TARGET
#undef CLASS
#undef VW
#undef EXACT_GELU
#undef QUANTISE

#if defined(__x86_64__)
#include "forward_x86.h"
#else
uint32_t enc_classes(void) { return 1u << ENC_PORTABLE; }
size_t enc_expanded_bytes(int class_) { return (void)class_, 0; }
void enc_expand(const enc_model *m, const uint8_t *w, uint8_t *e) {
  (void)m, (void)w, (void)e;
}
#endif

int enc_forward(const enc_model *m, const uint8_t *weights,
                const uint8_t *expanded, const int32_t *ids,
                const int32_t *starts, int segments, float *means,
                uint8_t *work, const int32_t *stop) {
  int tokens = starts[segments];
  workspace w;
  lay_out(&w, work, tokens);
  for (int s = 0; s < segments; s++)
    for (int t = starts[s]; t < starts[s + 1]; t++) {
      float *row = w.x + (size_t)t * H;
      const uint8_t *pos = weights + m->position + (size_t)(t - starts[s]) * H * 4;
      embed_word(m, weights, ids[t], row);
      for (int i = 0; i < H; i++) {
        float f;
        memcpy(&f, pos + 4 * i, 4);
        row[i] += f;
      }
    }
  switch (m->class_) {
#if defined(__x86_64__)
  case ENC_AVX2:
    return layers_avx2(m, weights, expanded, linear_avx2, starts, segments, means, &w, stop);
  case ENC_AVXVNNI:
    return layers_avx2(m, weights, expanded, linear_avxvnni, starts, segments, means, &w, stop);
  case ENC_AVX512VNNI:
    return layers_avx512(m, weights, expanded, linear_avx512vnni, starts, segments, means, &w, stop);
  case ENC_AMX: {
    int r;
    amx_begin();
    r = layers_avx512(m, weights, expanded, linear_amx, starts, segments, means, &w, stop);
    amx_end();
    return r;
  }
#endif
  default:
    return layers_portable(m, weights, expanded, linear_portable, starts, segments, means, &w, stop);
  }
}
