#pragma once

#include <png.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A PNG file in memory; `bytes` comes from malloc and belongs to the caller, who frees it.
typedef struct {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
} CPNGBuffer;

/// Appends what libpng has written; jumps back into `CPNG_encode` when there is no memory.
static inline void CPNG_append(png_structp png, png_bytep bytes, size_t count) {
    CPNGBuffer *buffer = (CPNGBuffer *)png_get_io_ptr(png);
    if (count > buffer->capacity - buffer->count) {
        size_t capacity = 2 * buffer->capacity + count + 1024;
        uint8_t *larger = (uint8_t *)realloc(buffer->bytes, capacity);
        if (larger == NULL) png_error(png, "out of memory");
        buffer->bytes = larger;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
}

/// Memory needs no flushing.
static inline void CPNG_flush(png_structp png) { (void)png; }

/// Jumps back without a word: libpng's own handler would print to stderr.
static inline void CPNG_fail(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

/// Warnings do not concern the caller.
static inline void CPNG_ignore(png_structp png, png_const_charp message) { (void)png, (void)message; }

/// Writes a 1-bit greyscale PNG into `buffer`, which must be zeroed: returns 1, or 0 when there was no memory or the size
/// is beyond libpng's limits, and then `buffer` is empty again and owns nothing.
///
/// `rows` holds `(width + 7) / 8 × rowCount` bytes, the leftmost pixel in the highest bit, 1 for white. Each row is written
/// `repeat` times, so that a module is as high as it is wide. `pixelsPerMetre` goes into the pHYs chunk, for both axes.
///
/// libpng reports errors by longjmp. It lands here and never crosses a Swift frame, and the function is never inlined into
/// one. All that changes after setjmp lies behind a pointer, so that no local variable is indeterminate after the jump.
__attribute__((noinline)) static int CPNG_encode(
    const uint8_t *rows, uint32_t width, uint32_t rowCount, uint32_t repeat, uint32_t pixelsPerMetre, CPNGBuffer *buffer
) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, CPNG_fail, CPNG_ignore);
    if (png == NULL) return 0;
    png_infop info = png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        free(buffer->bytes);
        memset(buffer, 0, sizeof *buffer);
        return 0;
    }
    png_set_write_fn(png, buffer, CPNG_append, CPNG_flush);
    png_set_IHDR(png, info, width, rowCount * repeat, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, pixelsPerMetre, pixelsPerMetre, PNG_RESOLUTION_METER);
    // Half the time of the usual level 6 for a hundredth more bytes, but for pictures that no screen shows whole.
    png_set_compression_level(png, width <= 2048 ? 4 : 6);
    png_write_info(png, info);
    size_t stride = ((size_t)width + 7) / 8;
    for (uint32_t row = 0; row < rowCount; row++)
        for (uint32_t copy = 0; copy < repeat; copy++)
            png_write_row(png, rows + row * stride);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return 1;
}

/// What is left to be read of a PNG file in memory.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} CPNGInput;

/// Gives libpng the next bytes; jumps back into `CPNG_decodeBits` when there are no more.
static inline void CPNG_take(png_structp png, png_bytep bytes, size_t count) {
    CPNGInput *input = (CPNGInput *)png_get_io_ptr(png);
    if (count > input->count) png_error(png, "the file ends too early");
    memcpy(bytes, input->bytes, count);
    input->bytes += count;
    input->count -= count;
}

/// Decodes a 1-bit greyscale PNG file of `width × height` pixels into `(width + 7) / 8 × height` bytes at `rows`, the
/// leftmost pixel in the highest bit, 1 for white: returns 1, or 0 when the file is another or damaged.
///
/// See `CPNG_encode` for its errors.
__attribute__((noinline)) static int CPNG_decodeBits(
    const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *rows
) {
    CPNGInput input = {bytes, count};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, CPNG_fail, CPNG_ignore);
    if (png == NULL) return 0;
    png_infop info = png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return 0;
    }
    png_set_read_fn(png, &input, CPNG_take);
    png_read_info(png, info);
    if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height ||
        png_get_bit_depth(png, info) != 1 || png_get_color_type(png, info) != PNG_COLOR_TYPE_GRAY ||
        png_get_interlace_type(png, info) != PNG_INTERLACE_NONE || png_get_valid(png, info, PNG_INFO_tRNS))
        png_error(png, "another picture");
    size_t stride = ((size_t)width + 7) / 8;
    for (uint32_t row = 0; row < height; row++)
        png_read_row(png, rows + row * stride, NULL);
    png_read_end(png, NULL);
    png_destroy_read_struct(&png, &info, NULL);
    return 1;
}

/// Decodes a PNG file into `width × height` bytes of grey at `pixels`, 0 for black, with white behind what is transparent:
/// returns 1, or 0 when the file is damaged or there was no memory.
/// The caller has read the size in the file's header; a file that is of another size is damaged.
///
/// libpng's simplified interface catches its own errors, and prints none.
static inline int CPNG_decode(const uint8_t *bytes, size_t count, uint32_t width, uint32_t height, uint8_t *pixels) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return 0;
    if (image.width != width || image.height != height) {
        png_image_free(&image);
        return 0;
    }
    image.format = PNG_FORMAT_GRAY;
    png_color white = {255, 255, 255};
    return png_image_finish_read(&image, &white, pixels, (png_int_32)width, NULL);
}
