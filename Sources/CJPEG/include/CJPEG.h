// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

#ifndef CJPEG_H
#define CJPEG_H

#include <stddef.h>

/// A part of a picture in pixels: what lies in it is kept as it is.
typedef struct {
    int left;
    int top;
    int right;
    int bottom;
} jpeg_part;

/// Pixels of a picture, three bytes each, row by row; `bytes` is to be freed.
typedef struct {
    int width;
    int height;
    unsigned char *bytes;
} jpeg_pixels;

/// Reads a whole JPEG without a warning, at most `most` pixels; 0: done, else nothing is to be freed.
int jpeg_read(const unsigned char *bytes, size_t size, size_t most, jpeg_pixels *pixels);

/// Puts a mean colour over every block of pixels that lie out of a part.
void jpeg_hide(jpeg_pixels *pixels, jpeg_part part, int block);

/// Writes a JPEG without anything but its pixels; 0: done, and `*bytes` is to be freed.
int jpeg_write(const jpeg_pixels *pixels, int quality, unsigned char **bytes, size_t *size);

#endif
