// Blocks of dot products in single precision. The same loop is compiled three
// times; the accumulators (R rows x C columns) are sized to the registers of
// each instruction set, which is all the tuning that pays here.
#include "dots.h"
#include <string.h>

#define KERNEL(NAME, ATTR, W, R, C)                                             \
  typedef float NAME##_v __attribute__((vector_size(4 * W)));                   \
  ATTR static inline float NAME##_sum(NAME##_v v) {                             \
    float s = 0;                                                                \
    for (int i = 0; i < W; i++) s += v[i];                                      \
    return s;                                                                   \
  }                                                                             \
  ATTR static inline NAME##_v NAME##_load(const float *p) {                     \
    NAME##_v v;                                                                 \
    memcpy(&v, p, sizeof v);                                                    \
    return v;                                                                   \
  }                                                                             \
  ATTR static void NAME(const float *a, const float *b, int d, int na, int nb,  \
                        float *out) {                                           \
    for (int i = 0; i < na; i += R) {                                           \
      for (int j = 0; j < nb; j += C) {                                         \
        const float *pa[R], *pb[C];                                             \
        for (int r = 0; r < R; r++) pa[r] = a + (long)(i + r < na ? i + r : i) * d; \
        for (int c = 0; c < C; c++) pb[c] = b + (long)(j + c < nb ? j + c : j) * d; \
        NAME##_v acc[R][C];                                                     \
        memset(acc, 0, sizeof acc);                                             \
        for (int k = 0; k < d; k += W) {                                        \
          NAME##_v vb[C];                                                       \
          for (int c = 0; c < C; c++) vb[c] = NAME##_load(pb[c] + k);           \
          for (int r = 0; r < R; r++) {                                         \
            NAME##_v va = NAME##_load(pa[r] + k);                               \
            for (int c = 0; c < C; c++) acc[r][c] += va * vb[c];                \
          }                                                                     \
        }                                                                       \
        for (int r = 0; r < R && i + r < na; r++)                               \
          for (int c = 0; c < C && j + c < nb; c++)                             \
            out[(long)(i + r) * nb + j + c] = NAME##_sum(acc[r][c]);            \
      }                                                                         \
    }                                                                           \
  }

#if defined(__x86_64__)
KERNEL(dots_avx512, __attribute__((target("avx512f"))), 16, 4, 6)
KERNEL(dots_avx2, __attribute__((target("avx2,fma"))), 8, 3, 4)
#endif
KERNEL(dots_plain, , 4, 2, 4)

void themes_dots(const float *a, const float *b, int d, int na, int nb, float *out) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) {
    dots_avx512(a, b, d, na, nb, out);
    return;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    dots_avx2(a, b, d, na, nb, out);
    return;
  }
#endif
  dots_plain(a, b, d, na, nb, out);
}

const char *themes_dots_class(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return "avx512";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "avx2";
#endif
  return "plain";
}
