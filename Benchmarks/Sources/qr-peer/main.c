// What a C program takes to draw a list of codes: libqrencode, libpng and a file each, on one core, nothing checked.
//
//     qr-peer LIST FOLDER        one code a line; writes 00001.png … of level M, 8 pixels a module

#include <png.h>
#include <qrencode.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { scale = 8, margin = 4 };

static int draw(const char *code, const char *path) {
    QRcode *symbol = QRcode_encodeString(code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    FILE *file = fopen(path, "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    if (symbol == NULL || file == NULL || info == NULL || setjmp(png_jmpbuf(png))) return 0;
    int width = (symbol->width + 2 * margin) * scale;
    png_init_io(png, file);
    png_set_IHDR(png, info, width, width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_pHYs(png, info, 10000, 10000, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    size_t stride = (width + 7) / 8;
    uint8_t *row = malloc(stride);
    for (int y = -margin; y < symbol->width + margin; y++) {
        memset(row, 0xFF, stride);
        for (int x = 0; y >= 0 && y < symbol->width && x < symbol->width; x++)
            if (symbol->data[y * symbol->width + x] & 1) row[x + margin] = 0;
        for (int copy = 0; copy < scale; copy++) png_write_row(png, row);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    QRcode_free(symbol);
    return fclose(file) == 0;
}

int main(int count, char **arguments) {
    if (count != 3) return 64;
    FILE *list = fopen(arguments[1], "r");
    if (list == NULL) return 66;
    mkdir(arguments[2], 0777);
    char line[8192], path[8192];
    for (int number = 1; fgets(line, sizeof line, list) != NULL; number++) {
        line[strcspn(line, "\n")] = 0;
        snprintf(path, sizeof path, "%s/%05d.png", arguments[2], number);
        if (!draw(line, path)) return 1;
    }
    return 0;
}
