/* The x86-64 classes: which of them this machine can run, and their matrix
   products. Part of forward.c, see there. */
#include <cpuid.h>
#include <immintrin.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

#define AVX2_TARGET __attribute__((target("avx2,fma,f16c")))
#define AVXVNNI_TARGET __attribute__((target("avx2,fma,f16c,avxvnni")))
#define AVX512_TARGET \
  __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,prefer-vector-width=512")))
#define AMX_TARGET                                                             \
  __attribute__((target("avx2,fma,f16c,avx512f,avx512bw,avx512vl,avx512dq,"    \
                        "avx512vnni,amx-tile,amx-int8,prefer-vector-width=512")))

/* ---- which classes ---- */

static uint64_t extended_state(void) {
  uint32_t lo, hi;
  __asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
  return (uint64_t)hi << 32 | lo;
}

/* Linux hands out AMX's registers on request only. */
static int amx_allowed(void) {
#if defined(__linux__)
  return syscall(SYS_arch_prctl, 0x1023 /* ARCH_REQ_XCOMP_PERM */, 18) == 0;
#else
  return 0;
#endif
}

uint32_t enc_classes(void) {
  uint32_t can = 1u << ENC_PORTABLE, a, b, c, d, a1, b1, c1, d1;
  uint64_t state;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return can;
  if (!(c >> 27 & 1 && c >> 28 & 1 && c >> 12 & 1 && c >> 29 & 1)) return can;
  state = extended_state();
  if ((state & 6) != 6 || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return can;
  if (!(b >> 5 & 1)) return can;
  can |= 1u << ENC_AVX2;
  if (__get_cpuid_count(7, 1, &a1, &b1, &c1, &d1) && a1 >> 4 & 1)
    can |= 1u << ENC_AVXVNNI;
  /* F, DQ, BW, VL and VNNI */
  if ((state & 0xe0) == 0xe0 && b >> 16 & 1 && b >> 17 & 1 && b >> 30 & 1 &&
      b >> 31 & 1 && c >> 11 & 1) {
    can |= 1u << ENC_AVX512VNNI;
    if (d >> 24 & 1 && d >> 25 & 1 && (state >> 17 & 3) == 3 && amx_allowed())
      can |= 1u << ENC_AMX;
  }
  return can;
}

/* ---- the shared body, 8 and 16 wide ---- */
#define EXACT_GELU 0
#define QUANTISE 1
#define TARGET AVX2_TARGET
#define CLASS(name) name##_avx2
#define VW 8
#include "forward_body.h"
#undef TARGET
#undef CLASS
#undef VW
#define TARGET AVX512_TARGET
#define CLASS(name) name##_avx512
#define VW 16
#include "forward_body.h"
#undef TARGET
#undef CLASS
#undef VW

ALWAYS int32_t four_bytes(const int8_t *p) {
  int32_t v;
  memcpy(&v, p, 4);
  return v;
}

/* ---- 256 bits ----
   A panel's halves of eight outputs are worked on one after the other, six
   tokens at a time. spread holds the chunk of a panel as bytes 0..15:
   [half][block][group of 4 inputs][output, input]. */

AVX2_TARGET static void spread_panel_256(const product *p, int panel, int chunk,
                                         uint8_t *q, float *d) {
  size_t at = (size_t)panel * (p->inputs / ENC_BLOCK) + (size_t)chunk * CHUNK_BLOCKS;
  const uint8_t *src = p->q + at * 256, *scale = p->d + at * 32;
  const __m256i low = _mm256_set1_epi8(15);
  for (int b = 0; b < CHUNK_BLOCKS; b++)
    for (int half = 0; half < 2; half++) {
      uint8_t *to = q + ((size_t)half * CHUNK_BLOCKS + b) * 256;
      for (int r = 0; r < 4; r++) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(src + b * 256 + r * 64 + half * 32));
        _mm256_store_si256((__m256i *)(to + r * 32), _mm256_and_si256(v, low));
        _mm256_store_si256((__m256i *)(to + (r + 4) * 32),
                           _mm256_and_si256(_mm256_srli_epi16(v, 4), low));
      }
      _mm256_store_ps(d + (half * CHUNK_BLOCKS + b) * 8,
                      _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(scale + b * 32 + half * 16))));
    }
}

/* Without it the compiler gathers all products before it adds them up, and runs
   out of registers. */
#define STAY(v) __asm__("" : "+x"(v))

/* A tile's place in its product. */
typedef struct {
  const int8_t *x;   /* first token's chunk */
  const int32_t *xsum;
  const float *xs;
  const uint8_t *q;
  const float *d;
  const uint8_t *from; /* bias, or y so far */
  size_t from_step;    /* bytes from token to token: 0 for the bias */
  float *y;
  int x_step, sum_step, y_step;
} tile;

#define FINISH_256(T)                                                          \
  for (int t = 0; t < (T); t++) {                                              \
    __m256 old = _mm256_loadu_ps((const float *)(const void *)(a->from + t * a->from_step)); \
    _mm256_storeu_ps(a->y + (size_t)t * a->y_step,                             \
                     _mm256_fmadd_ps(f[t], _mm256_set1_ps(a->xs[t]), old));    \
  }

/* maddubs adds pairs in 16 bits: 8 sums of at most 2*15*127 stay below 2^15. */
ALWAYS AVX2_TARGET void tile_avx2(const tile *a, const int T) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256 f[6];
  const uint8_t *q = a->q;
#pragma GCC unroll 6
  for (int t = 0; t < T; t++) f[t] = _mm256_setzero_ps();
  for (int b = 0; b < CHUNK_BLOCKS; b++, q += 256) {
    __m256i s[6];
    __m256 d = _mm256_load_ps(a->d + b * 8);
#pragma GCC unroll 8
    for (int g = 0; g < 8; g++) {
      __m256i w = _mm256_load_si256((const __m256i *)(q + g * 32));
#pragma GCC unroll 6
      for (int t = 0; t < T; t++) {
        __m256i x = _mm256_set1_epi32(four_bytes(a->x + (size_t)t * a->x_step + b * 32 + g * 4));
        __m256i m = _mm256_maddubs_epi16(w, x);
        s[t] = g == 0 ? m : _mm256_add_epi16(s[t], m);
        STAY(s[t]);
      }
    }
#pragma GCC unroll 6
    for (int t = 0; t < T; t++) {
      __m256i sum = _mm256_add_epi32(_mm256_madd_epi16(s[t], ones),
                                     _mm256_set1_epi32(a->xsum[(size_t)t * a->sum_step + b]));
      f[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sum), d, f[t]);
    }
  }
#pragma GCC unroll 6
  FINISH_256(T)
}

ALWAYS AVXVNNI_TARGET void tile_avxvnni(const tile *a, const int T) {
  __m256 f[6];
  const uint8_t *q = a->q;
#pragma GCC unroll 6
  for (int t = 0; t < T; t++) f[t] = _mm256_setzero_ps();
  for (int b = 0; b < CHUNK_BLOCKS; b++, q += 256) {
    __m256i s[6];
    __m256 d = _mm256_load_ps(a->d + b * 8);
#pragma GCC unroll 6
    for (int t = 0; t < T; t++) s[t] = _mm256_set1_epi32(a->xsum[(size_t)t * a->sum_step + b]);
#pragma GCC unroll 8
    for (int g = 0; g < 8; g++) {
      __m256i w = _mm256_load_si256((const __m256i *)(q + g * 32));
#pragma GCC unroll 6
      for (int t = 0; t < T; t++)
        s[t] = _mm256_dpbusd_avx_epi32(
            s[t], w, _mm256_set1_epi32(four_bytes(a->x + (size_t)t * a->x_step + b * 32 + g * 4)));
    }
#pragma GCC unroll 6
    for (int t = 0; t < T; t++) f[t] = _mm256_fmadd_ps(_mm256_cvtepi32_ps(s[t]), d, f[t]);
  }
#pragma GCC unroll 6
  FINISH_256(T)
}

/* Walks panels, chunks, halves and tokens; the last tokens go one by one. */
#define LINEAR_256(name, target, tile_fn)                                      \
  target static void tile_fn##_6(const tile *a) { tile_fn(a, 6); }             \
  target static void tile_fn##_1(const tile *a) { tile_fn(a, 1); }             \
  target static void name(const product *p) {                                  \
    uint8_t *q = p->scratch;                                                   \
    float *d = (float *)(q + 2 * CHUNK_BLOCKS * 256);                          \
    for (int panel = 0; panel < p->outputs / ENC_PANEL; panel++)               \
      for (int c = 0; c < p->inputs / CHUNK; c++) {                            \
        spread_panel_256(p, panel, c, q, d);                                   \
        for (int half = 0; half < 2; half++)                                   \
          for (int t = 0, n; t < p->tokens; t += n) {                          \
            size_t out = (size_t)panel * ENC_PANEL + half * 8;                 \
            tile a = {p->xq + (size_t)t * p->inputs + c * CHUNK,               \
                      p->xsum + (size_t)t * (p->inputs / ENC_BLOCK) + c * CHUNK_BLOCKS, \
                      p->xs + t,                                               \
                      q + half * CHUNK_BLOCKS * 256,                           \
                      d + half * CHUNK_BLOCKS * 8,                             \
                      c ? (const uint8_t *)(p->y + (size_t)t * p->outputs + out) : p->b + out * 4, \
                      c ? (size_t)p->outputs * 4 : 0,                          \
                      p->y + (size_t)t * p->outputs + out,                     \
                      p->inputs, p->inputs / ENC_BLOCK, p->outputs};           \
            n = p->tokens - t >= 6 ? 6 : 1;                                    \
            if (n == 6) tile_fn##_6(&a); else tile_fn##_1(&a);                 \
          }                                                                    \
      }                                                                        \
  }

LINEAR_256(linear_avx2, AVX2_TARGET, tile_avx2)
LINEAR_256(linear_avxvnni, AVXVNNI_TARGET, tile_avxvnni)

/* ---- 512 bits ----
   Two panels, six tokens: twelve sums in flight hide dpbusd's latency. */

AVX512_TARGET static void spread_panels_512(const product *p, int panel,
                                            int chunk, uint8_t *q, float *d) {
  const __m512i low = _mm512_set1_epi8(15);
  for (int side = 0; side < 2; side++) {
    size_t at = (size_t)(panel + side) * (p->inputs / ENC_BLOCK) + (size_t)chunk * CHUNK_BLOCKS;
    const uint8_t *src = p->q + at * 256, *scale = p->d + at * 32;
    for (int b = 0; b < CHUNK_BLOCKS; b++) {
      uint8_t *to = q + b * 1024 + side * 64;
      for (int r = 0; r < 4; r++) {
        __m512i v = _mm512_loadu_si512(src + b * 256 + r * 64);
        _mm512_store_si512(to + r * 128, _mm512_and_si512(v, low));
        _mm512_store_si512(to + (r + 4) * 128, _mm512_and_si512(_mm512_srli_epi16(v, 4), low));
      }
      _mm512_store_ps(d + b * 32 + side * 16,
                      _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(scale + b * 32))));
    }
  }
}

ALWAYS AVX512_TARGET void tile_avx512vnni(const tile *a, const int T) {
  __m512 f[6][2];
  const uint8_t *q = a->q;
#pragma GCC unroll 6
  for (int t = 0; t < T; t++) f[t][0] = f[t][1] = _mm512_setzero_ps();
  for (int b = 0; b < CHUNK_BLOCKS; b++, q += 1024) {
    __m512i s[6][2];
    __m512 d0 = _mm512_load_ps(a->d + b * 32), d1 = _mm512_load_ps(a->d + b * 32 + 16);
#pragma GCC unroll 6
    for (int t = 0; t < T; t++)
      s[t][0] = s[t][1] = _mm512_set1_epi32(a->xsum[(size_t)t * a->sum_step + b]);
#pragma GCC unroll 8
    for (int g = 0; g < 8; g++) {
      __m512i w0 = _mm512_load_si512(q + g * 128), w1 = _mm512_load_si512(q + g * 128 + 64);
#pragma GCC unroll 6
      for (int t = 0; t < T; t++) {
        __m512i x = _mm512_set1_epi32(four_bytes(a->x + (size_t)t * a->x_step + b * 32 + g * 4));
        s[t][0] = _mm512_dpbusd_epi32(s[t][0], w0, x);
        s[t][1] = _mm512_dpbusd_epi32(s[t][1], w1, x);
      }
    }
#pragma GCC unroll 6
    for (int t = 0; t < T; t++) {
      f[t][0] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(s[t][0]), d0, f[t][0]);
      f[t][1] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(s[t][1]), d1, f[t][1]);
    }
  }
#pragma GCC unroll 6
  for (int t = 0; t < T; t++) {
    const float *old = (const float *)(const void *)(a->from + t * a->from_step);
    float *y = a->y + (size_t)t * a->y_step;
    __m512 xs = _mm512_set1_ps(a->xs[t]);
    _mm512_storeu_ps(y, _mm512_fmadd_ps(f[t][0], xs, _mm512_loadu_ps(old)));
    _mm512_storeu_ps(y + 16, _mm512_fmadd_ps(f[t][1], xs, _mm512_loadu_ps(old + 16)));
  }
}

AVX512_TARGET static void tile_avx512vnni_6(const tile *a) { tile_avx512vnni(a, 6); }
AVX512_TARGET static void tile_avx512vnni_1(const tile *a) { tile_avx512vnni(a, 1); }

AVX512_TARGET static void linear_avx512vnni(const product *p) {
  uint8_t *q = p->scratch;
  float *d = (float *)(q + CHUNK_BLOCKS * 1024);
  for (int panel = 0; panel < p->outputs / ENC_PANEL; panel += 2)
    for (int c = 0; c < p->inputs / CHUNK; c++) {
      spread_panels_512(p, panel, c, q, d);
      for (int t = 0, n; t < p->tokens; t += n) {
        size_t out = (size_t)panel * ENC_PANEL;
        tile a = {p->xq + (size_t)t * p->inputs + c * CHUNK,
                  p->xsum + (size_t)t * (p->inputs / ENC_BLOCK) + c * CHUNK_BLOCKS,
                  p->xs + t, q, d,
                  c ? (const uint8_t *)(p->y + (size_t)t * p->outputs + out) : p->b + out * 4,
                  c ? (size_t)p->outputs * 4 : 0,
                  p->y + (size_t)t * p->outputs + out,
                  p->inputs, p->inputs / ENC_BLOCK, p->outputs};
        n = p->tokens - t >= 6 ? 6 : 1;
        if (n == 6) tile_avx512vnni_6(&a); else tile_avx512vnni_1(&a);
      }
    }
}

/* ---- AMX: 8-bit weights, one scale an output ----
   The 4-bit weights are rounded once more, at loading, to [panel of 16
   outputs][64 inputs][group of 4][output, input], the form of a tile. */

static size_t matrix_expanded(int inputs, int outputs) {
  return (size_t)inputs * outputs + (size_t)outputs * 4;
}

size_t enc_expanded_bytes(int class_) {
  if (class_ != ENC_AMX) return 0;
  return ENC_LAYERS * (matrix_expanded(H, QKV) + matrix_expanded(H, H) +
                       matrix_expanded(H, ENC_FFN) + matrix_expanded(ENC_FFN, H));
}

AVX2_TARGET static uint8_t *expand_matrix(const uint8_t *q, const uint8_t *d,
                                          int inputs, int outputs, uint8_t *to) {
  int blocks = inputs / ENC_BLOCK;
  float *scales = (float *)(void *)(to + (size_t)inputs * outputs);
  for (int panel = 0; panel < outputs / ENC_PANEL; panel++)
    for (int o = 0; o < ENC_PANEL; o++) {
      float most = 0, inverse;
      for (int b = 0; b < blocks; b++) {
        size_t at = (size_t)panel * blocks + b;
        float s = fabsf(half_at(d, at * ENC_PANEL + o));
        for (int j = 0; j < 16; j++) {
          uint8_t pair = q[at * 256 + j / 4 * 64 + 4 * o + j % 4];
          float lo = s * (float)abs((pair & 15) - 8), hi = s * (float)abs((pair >> 4) - 8);
          most = lo > most ? lo : most;
          most = hi > most ? hi : most;
        }
      }
      scales[panel * ENC_PANEL + o] = most / 127.f;
      inverse = most > 0 ? 127.f / most : 0;
      for (int b = 0; b < blocks; b++) {
        size_t at = (size_t)panel * blocks + b;
        float s = half_at(d, at * ENC_PANEL + o) * inverse;
        int8_t *row = (int8_t *)to + ((size_t)panel * blocks + b) * 512 + 4 * o;
        for (int j = 0; j < 16; j++) {
          uint8_t pair = q[at * 256 + j / 4 * 64 + 4 * o + j % 4];
          row[j / 4 * 64 + j % 4] = (int8_t)lrintf(s * (float)((pair & 15) - 8));
          row[(j / 4 + 4) * 64 + j % 4] = (int8_t)lrintf(s * (float)((pair >> 4) - 8));
        }
      }
    }
  return to + matrix_expanded(inputs, outputs);
}

void enc_expand(const enc_model *m, const uint8_t *w, uint8_t *to) {
  if (m->class_ != ENC_AMX) return;
  for (int l = 0; l < ENC_LAYERS; l++) {
    const enc_layer *L = &m->layer[l];
    to = expand_matrix(w + L->qkv_q, w + L->qkv_d, H, QKV, to);
    to = expand_matrix(w + L->ao_q, w + L->ao_d, H, H, to);
    to = expand_matrix(w + L->fi_q, w + L->fi_d, H, ENC_FFN, to);
    to = expand_matrix(w + L->fo_q, w + L->fo_d, ENC_FFN, H, to);
  }
}

/* Eight tiles of 16 rows of 64 bytes: 0-3 sums, 4-5 tokens, 6-7 weights. */
AMX_TARGET static void amx_begin(void) {
  struct {
    uint8_t palette, start_row, reserved[14];
    uint16_t colsb[16];
    uint8_t rows[16];
  } config;
  memset(&config, 0, sizeof config);
  config.palette = 1;
  for (int i = 0; i < 8; i++) config.colsb[i] = 64, config.rows[i] = 16;
  /* the intrinsic admits to reading 8 bytes only: keep all 64 stored */
  __asm__ volatile("" : : "r"(&config) : "memory");
  _tile_loadconfig(&config);
}

AMX_TARGET static void amx_end(void) { _tile_release(); }

AMX_TARGET static void linear_amx(const product *p) {
  int32_t *sums = (int32_t *)(void *)p->scratch; /* 32 tokens x 32 outputs */
  size_t panel_bytes = (size_t)p->inputs * ENC_PANEL;
  for (int panel = 0; panel < p->outputs / ENC_PANEL; panel += 2) {
    const int8_t *w0 = p->wide + panel * panel_bytes, *w1 = w0 + panel_bytes;
    __m512 d0 = _mm512_loadu_ps(p->wide_scale + panel * ENC_PANEL);
    __m512 d1 = _mm512_loadu_ps(p->wide_scale + panel * ENC_PANEL + 16);
    __m512 b0 = _mm512_loadu_ps(p->b + (size_t)panel * 64);
    __m512 b1 = _mm512_loadu_ps(p->b + (size_t)panel * 64 + 64);
    for (int t = 0; t < p->tokens; t += 32) { /* rows are padded */
      const int8_t *x0 = p->xq + (size_t)t * p->inputs, *x1 = x0 + 16 * (size_t)p->inputs;
      int n = p->tokens - t < 32 ? p->tokens - t : 32;
      _tile_zero(0);
      _tile_zero(1);
      _tile_zero(2);
      _tile_zero(3);
      for (int k = 0; k < p->inputs; k += 64) {
        _tile_loadd(4, x0 + k, p->inputs);
        _tile_loadd(6, w0 + (size_t)k * 16, 64);
        _tile_dpbssd(0, 4, 6);
        _tile_loadd(7, w1 + (size_t)k * 16, 64);
        _tile_dpbssd(1, 4, 7);
        _tile_loadd(5, x1 + k, p->inputs);
        _tile_dpbssd(2, 5, 6);
        _tile_dpbssd(3, 5, 7);
      }
      _tile_stored(0, sums, 128);
      _tile_stored(1, sums + 16, 128);
      _tile_stored(2, sums + 512, 128);
      _tile_stored(3, sums + 528, 128);
      for (int i = 0; i < n; i++) {
        float *y = p->y + (size_t)(t + i) * p->outputs + panel * ENC_PANEL;
        __m512 xs = _mm512_set1_ps(p->xs[t + i]);
        __m512 s0 = _mm512_cvtepi32_ps(_mm512_load_si512(sums + i * 32));
        __m512 s1 = _mm512_cvtepi32_ps(_mm512_load_si512(sums + i * 32 + 16));
        _mm512_storeu_ps(y, _mm512_fmadd_ps(_mm512_mul_ps(s0, d0), xs, b0));
        _mm512_storeu_ps(y + 16, _mm512_fmadd_ps(_mm512_mul_ps(s1, d1), xs, b1));
      }
    }
  }
}
