#ifndef CPU_FEATURES_H
#define CPU_FEATURES_H

#include <stdbool.h>

/// Whether this processor runs AVX2 and FMA instructions.
bool cpu_has_avx2_and_fma(void);

/// Whether it runs AVX2, FMA and the AVX-512 instructions F, VL, DQ and BW.
bool cpu_has_avx512(void);

#endif
