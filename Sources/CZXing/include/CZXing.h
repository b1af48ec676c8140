#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a search ended.
enum { CZXing_ok = 0, CZXing_notInstalled = 1, CZXing_outOfMemory = 2 };

/// A QR code that was found: what it holds, and the pixels of its corners, clockwise from its own top left one.
typedef struct {
    const uint8_t *bytes;
    size_t count;
    int x[4];
    int y[4];
} CZXingSymbol;

/// The QR codes of a picture; they belong to whoever asked, and go with `CZXing_free`.
typedef struct {
    CZXingSymbol *symbols;
    size_t count;
} CZXingFindings;

/// Looks for QR codes, rotated and mirrored ones too, in `width × height` bytes of grey, 0 for black, and puts them into
/// `findings`, which must be zeroed; returns `CZXing_ok` or why there was no search.
///
/// zxing-cpp is loaded at the first call. No C++ exception leaves this function.
int CZXing_read(const uint8_t *pixels, int width, int height, CZXingFindings *findings);

/// Gives back what `CZXing_read` has put there.
void CZXing_free(CZXingFindings findings);

#ifdef __cplusplus
}
#endif
