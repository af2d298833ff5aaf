/* Everything in a layer but the matrix products, written over vectors of VW
   floats and compiled once for each width. Included by forward.c and
   forward_x86.h with these set:
     TARGET      target attribute of the class, or nothing
     CLASS(n)    the name of n in this class
     VW          floats in a vector: 4, 8, 16
     EXACT_GELU  1: erff; 0: a polynomial, wrong by less than 1.1e-5
     QUANTISE    1: linear takes 8-bit numbers
   There is no include guard on purpose. */

typedef float CLASS(vf) __attribute__((vector_size(VW * 4)));
typedef int32_t CLASS(vi) __attribute__((vector_size(VW * 4)));
typedef float CLASS(vfu)
    __attribute__((vector_size(VW * 4), aligned(1), may_alias));
#define VF CLASS(vf)
#define VI CLASS(vi)
#define FN ALWAYS TARGET

FN VF CLASS(load)(const void *p) { return *(const CLASS(vfu) *)p; }
FN void CLASS(store)(void *p, VF v) { *(CLASS(vfu) *)p = v; }
FN VF CLASS(splat)(float f) { return (VF){0} + f; }
FN VF CLASS(pick)(VI mask, VF a, VF b) {
  return (VF)(((VI)a & mask) | ((VI)b & ~mask));
}
FN VF CLASS(larger)(VF a, VF b) {
#if VW == 16
  return (VF)_mm512_max_ps((__m512)a, (__m512)b);
#elif VW == 8
  return (VF)_mm256_max_ps((__m256)a, (__m256)b);
#else
  return CLASS(pick)(a > b, a, b);
#endif
}
FN VF CLASS(clamp)(VF v, float lo, float hi) {
#if VW == 16
  return (VF)_mm512_min_ps(_mm512_max_ps((__m512)v, _mm512_set1_ps(lo)), _mm512_set1_ps(hi));
#elif VW == 8
  return (VF)_mm256_min_ps(_mm256_max_ps((__m256)v, _mm256_set1_ps(lo)), _mm256_set1_ps(hi));
#else
  VF l = CLASS(splat)(lo), h = CLASS(splat)(hi);
  v = CLASS(pick)(v > l, v, l);
  return CLASS(pick)(v < h, v, h);
#endif
}
FN float CLASS(total)(VF v) { /* pairwise, in one order */
  float f[VW];
  CLASS(store)(f, v);
  for (int n = VW / 2; n > 0; n /= 2)
    for (int i = 0; i < n; i++) f[i] += f[i + n];
  return f[0];
}
FN float CLASS(top)(VF v) {
  float f[VW];
  CLASS(store)(f, v);
  for (int i = 1; i < VW; i++)
    if (f[i] > f[0]) f[0] = f[i];
  return f[0];
}

/* e^v for v <= 0: 2^n times a polynomial, wrong by less than 8e-8 of itself.
   Coefficients: weighted least squares on Chebyshev nodes of [-1/2, 1/2]. */
FN VF CLASS(exponential)(VF v) {
  const float round = 12582912.f; /* 1.5 * 2^23: adding it rounds */
  VF z = CLASS(clamp)(v, -87.f, 0.f) * 1.44269504089f;
  VF n = (z + round) - round, r = z - n;
  VF p = CLASS(splat)(1.3276468962430954e-3f);
  p = p * r + 9.675540961325169e-3f;
  p = p * r + 5.550713464617729e-2f;
  p = p * r + 0.24022120237350464f;
  p = p * r + 0.6931469440460205f;
  p = p * r + 1.0000001192092896f;
  return (VF)((VI)p + (__builtin_convertvector(n, VI) << 23));
}

#if EXACT_GELU
FN VF CLASS(gelu)(VF v) {
  float f[VW];
  CLASS(store)(f, v);
  for (int i = 0; i < VW; i++)
    f[i] = 0.5f * f[i] * (1.f + erff(f[i] * 0.70710678118654752f));
  return CLASS(load)(f);
}
#else
/* v times the normal distribution function, whose odd part is fitted as
   v * P(v*v*2/25 - 1) on [-5, 5], least squares reweighted towards the largest
   error of v*v*P. */
FN VF CLASS(gelu)(VF v) {
  VF c = CLASS(clamp)(v, -5.f, 5.f);
  VF u = c * c * 0.08f - 1.f;
  VF p = CLASS(splat)(2.277312334626913e-3f);
  p = p * u - 6.27801613882184e-3f;
  p = p * u + 7.021215744316578e-3f;
  p = p * u - 8.329823613166809e-3f;
  p = p * u + 1.554792933166027e-2f;
  p = p * u - 2.421516180038452e-2f;
  p = p * u + 3.174414485692978e-2f;
  p = p * u - 4.031917080283165e-2f;
  p = p * u + 5.148801207542419e-2f;
  p = p * u - 7.030051946640015e-2f;
  p = p * u + 0.14136430621147156f;
  return v * (c * p + 0.5f);
}
#endif

#if QUANTISE
/* One row to 8 bits: scale, rounded numbers, and what the unsigned weights
   (q, not q-8) will have added too much, per block. */
FN void CLASS(to_int8)(const float *x, int n, VF most, int8_t *q, float *scale,
                       int32_t *sums) {
  float m = CLASS(top)(most), inverse = m > 0 ? 127.f / m : 0.f;
  *scale = m / 127.f;
#if VW == 16
  __m512 f = _mm512_set1_ps(inverse);
  __m512i ones = _mm512_set1_epi32(0);
  (void)ones;
  for (int b = 0; b < n / ENC_BLOCK; b++, x += 32, q += 32) {
    __m512i lo = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(x), f));
    __m512i hi = _mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(x + 16), f));
    _mm_storeu_si128((__m128i *)q, _mm512_cvtsepi32_epi8(lo));
    _mm_storeu_si128((__m128i *)(q + 16), _mm512_cvtsepi32_epi8(hi));
    sums[b] = -8 * _mm512_reduce_add_epi32(_mm512_add_epi32(lo, hi));
  }
#else
  __m256 f = _mm256_set1_ps(inverse);
  for (int b = 0; b < n / ENC_BLOCK; b++, x += 32, q += 32) {
    __m256i v0 = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x), f));
    __m256i v1 = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + 8), f));
    __m256i v2 = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + 16), f));
    __m256i v3 = _mm256_cvtps_epi32(_mm256_mul_ps(_mm256_loadu_ps(x + 24), f));
    __m256i all = _mm256_add_epi32(_mm256_add_epi32(v0, v1), _mm256_add_epi32(v2, v3));
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4e));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0xb1));
    sums[b] = -8 * _mm_cvtsi128_si32(four);
    v0 = _mm256_packs_epi16(_mm256_packs_epi32(v0, v1), _mm256_packs_epi32(v2, v3));
    v0 = _mm256_permutevar8x32_epi32(v0, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    _mm256_storeu_si256((__m256i *)q, v0);
  }
#endif
}
#endif

FN VF CLASS(magnitude)(VF v) { return (VF)((VI)v & 0x7fffffff); }

/* Quantises rows as they are. */
TARGET static void CLASS(quantise)(const workspace *w, const float *x, int n,
                                   int tokens) {
#if QUANTISE
  for (int t = 0; t < tokens; t++, x += n) {
    VF most = {0};
    for (int i = 0; i < n; i += VW)
      most = CLASS(larger)(most, CLASS(magnitude)(CLASS(load)(x + i)));
    CLASS(to_int8)(x, n, most, w->xq + (size_t)t * n, w->xs + t,
                   w->xsum + (size_t)t * (n / ENC_BLOCK));
  }
#else
  (void)w, (void)x, (void)n, (void)tokens;
#endif
}

/* GELU in place, then quantised. */
TARGET static void CLASS(activate)(const workspace *w, float *x, int tokens) {
  for (int t = 0; t < tokens; t++, x += ENC_FFN) {
    VF most = {0};
    for (int i = 0; i < ENC_FFN; i += VW) {
      VF v = CLASS(gelu)(CLASS(load)(x + i));
      CLASS(store)(x + i, v);
      most = CLASS(larger)(most, CLASS(magnitude)(v));
    }
#if QUANTISE
    CLASS(to_int8)(x, ENC_FFN, most, w->xq + (size_t)t * ENC_FFN, w->xs + t,
                   w->xsum + (size_t)t * (ENC_FFN / ENC_BLOCK));
#else
    (void)w;
#endif
  }
}

/* x = layer norm of x + y (y may be null), then quantised. */
TARGET static void CLASS(norm)(const workspace *w, const float *y,
                               const uint8_t *gain, const uint8_t *bias,
                               float epsilon, int tokens) {
  for (int t = 0; t < tokens; t++) {
    float *x = w->x + (size_t)t * H;
    VF sum = {0}, square = {0}, most = {0};
    for (int i = 0; i < H; i += VW) {
      VF v = CLASS(load)(x + i);
      if (y) v += CLASS(load)(y + (size_t)t * H + i);
      CLASS(store)(x + i, v);
      sum += v;
    }
    float mean = CLASS(total)(sum) / H;
    for (int i = 0; i < H; i += VW) {
      VF v = CLASS(load)(x + i) - mean;
      square += v * v;
    }
    float scale = 1.f / sqrtf(CLASS(total)(square) / H + epsilon);
    for (int i = 0; i < H; i += VW) {
      VF v = (CLASS(load)(x + i) - mean) * scale;
      v = v * CLASS(load)(gain + 4 * i) + CLASS(load)(bias + 4 * i);
      CLASS(store)(x + i, v);
      most = CLASS(larger)(most, CLASS(magnitude)(v));
    }
#if QUANTISE
    CLASS(to_int8)(x, H, most, w->xq + (size_t)t * H, w->xs + t,
                   w->xsum + (size_t)t * (H / ENC_BLOCK));
#endif
  }
}

enum { CLASS(QUERIES) = 4, CLASS(PAIR) = 2 * VW };

/* Scores of four queries against all keys of one head, kt being [32][padded]. */
FN void CLASS(scores)(const float *const q[4], const float *kt, int padded,
                      float *s) {
  for (int j = 0; j < padded; j += 2 * VW) {
    VF a[4][2] = {{{0}}};
    for (int e = 0; e < ENC_HEAD; e++) {
      VF k0 = CLASS(load)(kt + (size_t)e * padded + j);
      VF k1 = CLASS(load)(kt + (size_t)e * padded + j + VW);
#pragma GCC unroll 4
      for (int i = 0; i < 4; i++) {
        a[i][0] += k0 * q[i][e];
        a[i][1] += k1 * q[i][e];
      }
    }
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++) {
      CLASS(store)(s + (size_t)i * padded + j, a[i][0]);
      CLASS(store)(s + (size_t)i * padded + j + VW, a[i][1]);
    }
  }
}

/* Turns a row of scores into weights that sum to what is returned. */
FN float CLASS(softmax)(float *s, int n, int padded) {
  VF most, sum = {0};
  for (int j = n; j < padded; j++) s[j] = -1e30f;
  most = CLASS(load)(s);
  for (int j = VW; j < padded; j += VW) most = CLASS(larger)(most, CLASS(load)(s + j));
  float m = CLASS(top)(most);
  for (int j = 0; j < padded; j += VW) {
    VF e = CLASS(exponential)((CLASS(load)(s + j) - m) * 0.17677669529663687f);
    CLASS(store)(s + j, e);
  }
  for (int j = n; j < padded; j++) s[j] = 0;
  for (int j = 0; j < padded; j += VW) sum += CLASS(load)(s + j);
  return CLASS(total)(sum);
}

/* Attention of one segment: qkv is n rows of query, key, value. */
TARGET static void CLASS(attend)(const float *qkv, int n, float *out,
                                 float *scratch) {
  int padded = (n + CLASS(PAIR) - 1) / CLASS(PAIR) * CLASS(PAIR);
  float *kt = scratch, *s = scratch + (size_t)ENC_HEAD * padded;
  for (int h = 0; h < ENC_HEADS; h++) {
    const float *q = qkv + h * ENC_HEAD, *k = q + H, *v = k + H;
    for (int j = 0; j < n; j++)
      for (int e = 0; e < ENC_HEAD; e++) kt[e * padded + j] = k[(size_t)j * QKV + e];
    for (int e = 0; e < ENC_HEAD; e++)
      for (int j = n; j < padded; j++) kt[e * padded + j] = 0;
    for (int t = 0; t < n; t += 4) {
      const float *rows[4];
      float total[4];
      for (int i = 0; i < 4; i++) /* past the end: the last one again */
        rows[i] = q + (size_t)(t + i < n ? t + i : n - 1) * QKV;
      CLASS(scores)(rows, kt, padded, s);
      for (int i = 0; i < 4; i++)
        total[i] = 1.f / CLASS(softmax)(s + (size_t)i * padded, n, padded);
      for (int e = 0; e < ENC_HEAD; e += 2 * VW) {
        VF a[4][2] = {{{0}}};
        for (int j = 0; j < n; j++) {
          VF v0 = CLASS(load)(v + (size_t)j * QKV + e);
          VF v1 = CLASS(load)(v + (size_t)j * QKV + e + VW);
#pragma GCC unroll 4
          for (int i = 0; i < 4; i++) {
            a[i][0] += v0 * s[(size_t)i * padded + j];
            a[i][1] += v1 * s[(size_t)i * padded + j];
          }
        }
        for (int i = 0; i < 4 && t + i < n; i++) {
          float *o = out + (size_t)(t + i) * H + h * ENC_HEAD + e;
          CLASS(store)(o, a[i][0] * total[i]);
          CLASS(store)(o + VW, a[i][1] * total[i]);
        }
      }
    }
  }
}

TARGET static int CLASS(layers)(const enc_model *m, const uint8_t *base,
                                const uint8_t *expanded, linear_fn linear,
                                const int32_t *starts, int segments,
                                float *means, const workspace *w,
                                const int32_t *stop) {
  int tokens = starts[segments];
  product p = {.tokens = tokens, .xq = w->xq, .xs = w->xs, .xsum = w->xsum,
               .scratch = w->scratch};
#define PRODUCT(matrix, in, out, from, to)                                  \
  p.q = base + L->matrix##_q, p.d = base + L->matrix##_d,                   \
  p.b = base + L->matrix##_b, p.inputs = (in), p.outputs = (out),           \
  p.x = (from), p.y = (to);                                                 \
  if (expanded) {                                                           \
    p.wide = (const int8_t *)expanded;                                      \
    p.wide_scale = (const float *)(expanded + (size_t)(in) * (out));        \
    expanded += (size_t)(in) * (out) + (size_t)(out) * 4;                   \
  }                                                                         \
  linear(&p)
  CLASS(norm)(w, NULL, base + m->norm_w, base + m->norm_b, m->epsilon, tokens);
  for (int l = 0; l < ENC_LAYERS; l++) {
    const enc_layer *L = &m->layer[l];
    if (__atomic_load_n(stop, __ATOMIC_RELAXED)) return 1;
    PRODUCT(qkv, H, QKV, w->x, w->wide);
    for (int s = 0; s < segments; s++)
      CLASS(attend)(w->wide + (size_t)starts[s] * QKV, starts[s + 1] - starts[s],
                    w->narrow + (size_t)starts[s] * H, (float *)w->scratch);
    CLASS(quantise)(w, w->narrow, H, tokens);
    /* the scores are read: the wide buffer is free for the output */
    PRODUCT(ao, H, H, w->narrow, w->wide);
    CLASS(norm)(w, w->wide, base + L->an_w, base + L->an_b, m->epsilon, tokens);
    PRODUCT(fi, H, ENC_FFN, w->x, w->wide);
    CLASS(activate)(w, w->wide, tokens);
    PRODUCT(fo, ENC_FFN, H, w->wide, w->narrow);
    CLASS(norm)(w, w->narrow, base + L->fn_w, base + L->fn_b, m->epsilon, tokens);
  }
#undef PRODUCT
  for (int s = 0; s < segments; s++) {
    int n = starts[s + 1] - starts[s];
    for (int i = 0; i < H; i += VW) {
      VF sum = {0};
      for (int t = starts[s]; t < starts[s + 1]; t++)
        sum += CLASS(load)(w->x + (size_t)t * H + i);
      CLASS(store)(means + (size_t)s * H + i, sum / (float)n);
    }
  }
  return 0;
}
#undef VF
#undef VI
#undef FN
