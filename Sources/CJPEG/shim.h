#pragma once

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/// How a decoding ended.
enum { CJPEG_ok = 0, CJPEG_damaged = 1, CJPEG_outOfMemory = 2 };

/// A progressive file may repeat its scans for ever; real ones have about ten.
enum { CJPEG_mostScans = 100 };

/// What one decoding needs beside libjpeg's own state; it begins with libjpeg's error manager, which is how the callbacks
/// find it.
typedef struct {
    struct jpeg_error_mgr manager;
    jmp_buf escape;
    int status;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    uint8_t *row;
} CJPEGDecoding;

/// Jumps back without a word: libjpeg's own handler would print to stderr and end the process.
static inline void CJPEG_fail(j_common_ptr jpeg) {
    CJPEGDecoding *decoding = (CJPEGDecoding *)jpeg->err;
    decoding->status = jpeg->err->msg_code == JERR_OUT_OF_MEMORY ? CJPEG_outOfMemory : CJPEG_damaged;
    longjmp(decoding->escape, 1);
}

/// Ends the decoding at the warnings that mean lost data (a level below 0); libjpeg would fill the gap with grey. The
/// excepted ones mean only that a program wrote more than it needed to.
static inline void CJPEG_warn(j_common_ptr jpeg, int level) {
    if (level >= 0) return;
    int code = jpeg->err->msg_code;
    if (code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR) return;
    CJPEG_fail(jpeg);
}

/// Ends the decoding of a file that has too many scans.
static inline void CJPEG_watch(j_common_ptr jpeg) {
    if (((j_decompress_ptr)jpeg)->input_scan_number > CJPEG_mostScans) CJPEG_fail(jpeg);
}

/// Prints nothing.
static inline void CJPEG_ignore(j_common_ptr jpeg) { (void)jpeg; }

/// Turns a row of four inks into grey, in place; Adobe's programs write them inverted, so that 255 is no ink.
static inline void CJPEG_greyOfInks(const uint8_t *inks, uint8_t *grey, uint32_t width, int isInverted) {
    for (uint32_t column = 0; column < width; column++) {
        const uint8_t *ink = inks + 4 * (size_t)column;
        uint32_t sum = (uint32_t)ink[0] + ink[1] + ink[2], black = ink[3];
        if (!isInverted) sum = 765 - sum, black = 255 - black;
        grey[column] = (uint8_t)(sum * black / 765);
    }
}

/// Decodes a JPEG file into `width × height` bytes of grey at `pixels`, 0 for black; returns `CJPEG_ok` or why not.
/// The caller has read the size in the file's header; a file that is of another size is damaged.
///
/// libjpeg reports errors by longjmp. It lands here and never crosses a Swift frame, and the function is never inlined into
/// one. All that changes after setjmp lies on the heap, so that no local variable is indeterminate after the jump.
__attribute__((noinline)) static int CJPEG_decode(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *pixels
) {
    CJPEGDecoding *decoding = (CJPEGDecoding *)calloc(1, sizeof *decoding);
    if (decoding == NULL) return CJPEG_outOfMemory;
    j_decompress_ptr jpeg = &decoding->jpeg;
    jpeg->err = jpeg_std_error(&decoding->manager);
    decoding->manager.error_exit = CJPEG_fail;
    decoding->manager.emit_message = CJPEG_warn;
    decoding->manager.output_message = CJPEG_ignore;
    decoding->progress.progress_monitor = CJPEG_watch;
    if (setjmp(decoding->escape) == 0) {
        jpeg_create_decompress(jpeg);
        jpeg->progress = &decoding->progress;
        jpeg_mem_src(jpeg, bytes, (unsigned long)count);
        jpeg_read_header(jpeg, TRUE);
        if (jpeg->image_width != width || jpeg->image_height != height) ERREXIT(jpeg, JERR_BAD_LENGTH);
        int hasInks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
        jpeg->out_color_space = hasInks ? JCS_CMYK : JCS_GRAYSCALE;
        if (hasInks && (decoding->row = (uint8_t *)malloc(4 * (size_t)width)) == NULL) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
        jpeg_start_decompress(jpeg);
        while (jpeg->output_scanline < height) {
            uint8_t *grey = pixels + (size_t)jpeg->output_scanline * width;
            JSAMPROW row = hasInks ? decoding->row : grey;
            if (jpeg_read_scanlines(jpeg, &row, 1) != 1) ERREXIT(jpeg, JERR_INPUT_EMPTY);
            if (hasInks) CJPEG_greyOfInks(decoding->row, grey, width, jpeg->saw_Adobe_marker);
        }
        jpeg_finish_decompress(jpeg);
    }
    int status = decoding->status;
    jpeg_destroy_decompress(jpeg);
    free(decoding->row);
    free(decoding);
    return status;
}
