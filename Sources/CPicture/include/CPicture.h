// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

#ifndef CPICTURE_H
#define CPICTURE_H

#include <stddef.h>

/// A part of a picture in pixels: what lies in it is kept as it is.
typedef struct {
    int left;
    int top;
    int right;
    int bottom;
} picture_part;

/// Pixels of a picture, three bytes each, row by row; `bytes` is to be freed.
typedef struct {
    int width;
    int height;
    unsigned char *bytes;
} picture_pixels;

/// Reads a whole JPEG or PNG without a warning, at most `most` pixels; 0: done, else nothing is to be freed.
int picture_read(const unsigned char *bytes, size_t size, size_t most, picture_pixels *pixels);

/// Puts a mean colour over every block of pixels that lie out of a part.
void picture_hide(picture_pixels *pixels, picture_part part, int block);

/// Writes a JPEG without anything but its pixels; 0: done, and `*bytes` is to be freed.
int picture_write(const picture_pixels *pixels, int quality, unsigned char **bytes, size_t *size);

#endif
