/* The interface between Go and forward.c. See forward.c. */
#ifndef MUSHARAKA_FORWARD_H
#define MUSHARAKA_FORWARD_H
#include <stddef.h>
#include <stdint.h>

enum {
  ENC_HIDDEN = 384,
  ENC_LAYERS = 12,
  ENC_HEADS = 12,
  ENC_HEAD = 32,
  ENC_FFN = 1536,
  ENC_PANEL = 16,
  ENC_BLOCK = 32,
  ENC_MAX_TEXT = 512 /* tokens of one segment */
};

/* Classes, in the order in which a machine prefers them, last first. */
enum {
  ENC_PORTABLE,
  ENC_AVX2,
  ENC_AVXVNNI,
  ENC_AVX512VNNI,
  ENC_AMX,
  ENC_CLASSES
};

/* Byte offsets into the weights, see package format. The order of a layer's
   fields is that of format.LayerNames. */
typedef struct {
  uint64_t qkv_q, qkv_d, qkv_b, ao_q, ao_d, ao_b, an_w, an_b;
  uint64_t fi_q, fi_d, fi_b, fo_q, fo_d, fo_b, fn_w, fn_b;
} enc_layer;

typedef struct {
  uint64_t word_q, word_d, position, norm_w, norm_b;
  float epsilon;
  int32_t class_;
  enc_layer layer[ENC_LAYERS];
} enc_model;

/* Bit i set: this processor and system can run class i. */
uint32_t enc_classes(void);

/* Bytes that enc_forward needs to work in for up to tokens tokens. */
size_t enc_work_bytes(int tokens);

/* Bytes of the second form of the weights that a class computes from, 0 when it
   uses them as they are; enc_expand fills it. */
size_t enc_expanded_bytes(int class_);
void enc_expand(const enc_model *m, const uint8_t *weights, uint8_t *expanded);

/* Runs segments, laid end to end without padding: segment s holds the tokens
   ids[starts[s]..starts[s+1]). Writes the mean of the last layer over each
   segment, not normalised, ENC_HIDDEN floats a segment. work must have
   enc_work_bytes(starts[segments]) bytes, aligned to 64. Returns 0, or 1 when
   *stop became nonzero on the way. */
int enc_forward(const enc_model *m, const uint8_t *weights,
                const uint8_t *expanded, const int32_t *ids,
                const int32_t *starts, int segments, float *means,
                uint8_t *work, const int32_t *stop);
#endif
