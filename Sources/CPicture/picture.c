// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

#include "CPicture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <string.h>

#include <jpeglib.h>
#include <png.h>

/// libjpeg leaves by `error_exit`, which must not return: back to where it was called from.
struct guard {
    struct jpeg_error_mgr manager;
    jmp_buf back;
};

static void leave(j_common_ptr info) { longjmp(((struct guard *)info->err)->back, 1); }

static void say_nothing(j_common_ptr info) { (void)info; }

static struct jpeg_error_mgr *guarded(struct guard *guard) {
    struct jpeg_error_mgr *manager = jpeg_std_error(&guard->manager);
    manager->error_exit = leave;
    manager->output_message = say_nothing;
    return manager;
}

static int read_jpeg(const unsigned char *bytes, size_t size, size_t most, picture_pixels *pixels) {
    struct jpeg_decompress_struct info;
    struct guard guard;
    pixels->bytes = NULL;
    info.err = guarded(&guard);
    if (setjmp(guard.back)) {
        jpeg_destroy_decompress(&info);
        free(pixels->bytes);
        pixels->bytes = NULL;
        return 1;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, bytes, size);
    jpeg_read_header(&info, TRUE);
    info.out_color_space = JCS_RGB;
    if ((size_t)info.image_width * info.image_height > most) longjmp(guard.back, 1);
    jpeg_start_decompress(&info);
    pixels->width = (int)info.output_width;
    pixels->height = (int)info.output_height;
    size_t line = (size_t)info.output_width * 3;
    pixels->bytes = malloc(line * info.output_height);
    if (!pixels->bytes) longjmp(guard.back, 1);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = pixels->bytes + line * info.output_scanline;
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    // A picture that is cut short is filled with grey, and that is a warning.
    if (info.err->num_warnings > 0) longjmp(guard.back, 1);
    jpeg_destroy_decompress(&info);
    return 0;
}

static int read_png(const unsigned char *bytes, size_t size, size_t most, picture_pixels *pixels) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    pixels->bytes = NULL;
    if (!png_image_begin_read_from_memory(&image, bytes, size)) return 1;
    // What it warns of in the header is no fault of the picture, such as an odd colour profile.
    image.warning_or_error = 0;
    image.format = PNG_FORMAT_RGB;
    if ((size_t)image.width * image.height <= most) {
        pixels->width = (int)image.width;
        pixels->height = (int)image.height;
        pixels->bytes = malloc(PNG_IMAGE_SIZE(image));
    }
    // What is transparent lies on black.
    png_color black = {0, 0, 0};
    if (pixels->bytes && png_image_finish_read(&image, &black, pixels->bytes, 0, NULL)) {
        // What libpng forgives is a picture that is not whole.
        if (image.warning_or_error == 0) return 0;
    }
    png_image_free(&image);
    free(pixels->bytes);
    pixels->bytes = NULL;
    return 1;
}

int picture_read(const unsigned char *bytes, size_t size, size_t most, picture_pixels *pixels) {
    int is_png = size >= 8 && png_sig_cmp(bytes, 0, 8) == 0;
    return is_png ? read_png(bytes, size, most, pixels) : read_jpeg(bytes, size, most, pixels);
}

static int is_kept(picture_part part, int x, int y) {
    return x >= part.left && x < part.right && y >= part.top && y < part.bottom;
}

static void hide_block(picture_pixels *pixels, picture_part part, int left, int top, int block) {
    int right = left + block < pixels->width ? left + block : pixels->width;
    int bottom = top + block < pixels->height ? top + block : pixels->height;
    unsigned long long sums[3] = {0, 0, 0};
    unsigned long long count = 0;
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            if (is_kept(part, x, y)) continue;
            const unsigned char *pixel = pixels->bytes + ((size_t)y * pixels->width + x) * 3;
            for (int color = 0; color < 3; color++) sums[color] += pixel[color];
            count++;
        }
    }
    if (count == 0) return;
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            if (is_kept(part, x, y)) continue;
            unsigned char *pixel = pixels->bytes + ((size_t)y * pixels->width + x) * 3;
            for (int color = 0; color < 3; color++) {
                pixel[color] = (unsigned char)(sums[color] / count);
            }
        }
    }
}

void picture_hide(picture_pixels *pixels, picture_part part, int block) {
    if (block < 1) block = 1;
    for (int top = 0; top < pixels->height; top += block) {
        for (int left = 0; left < pixels->width; left += block) {
            hide_block(pixels, part, left, top, block);
        }
    }
}

int picture_write(const picture_pixels *pixels, int quality, unsigned char **bytes, size_t *size) {
    struct jpeg_compress_struct info;
    struct guard guard;
    unsigned char *volatile *result = bytes;
    unsigned long length = 0;
    *result = NULL;
    info.err = guarded(&guard);
    if (setjmp(guard.back)) {
        jpeg_destroy_compress(&info);
        // Not freed: libjpeg may have freed it for a larger one.
        *result = NULL;
        return 1;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, bytes, &length);
    info.image_width = (JDIMENSION)pixels->width;
    info.image_height = (JDIMENSION)pixels->height;
    info.input_components = 3;
    info.in_color_space = JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    size_t line = (size_t)pixels->width * 3;
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = pixels->bytes + line * info.next_scanline;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    *size = (size_t)length;
    return 0;
}
