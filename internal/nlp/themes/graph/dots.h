#ifndef MUSHARAKA_DOTS_H
#define MUSHARAKA_DOTS_H

// themes_dots fills out[i*nb+j] with the dot product of row i of a and row j
// of b. d must be a multiple of 16; rows need no alignment.
void themes_dots(const float *a, const float *b, int d, int na, int nb, float *out);

// themes_dots_class names the kernel that this processor gets.
const char *themes_dots_class(void);

#endif
