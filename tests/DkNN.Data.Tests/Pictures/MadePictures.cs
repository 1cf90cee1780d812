using SkiaSharp;

namespace DkNN.Data.Tests.Pictures;

/// <summary>Pictures in every format that is read, of two rows and three columns: 10, 20, 30 above 40, 50, 60 where they are grey.</summary>
internal static class MadePictures
{
    public static readonly byte[] Values = [10, 20, 30, 40, 50, 60];

    /// <summary>The picture as Skia encodes it, stored as colour or as grey.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, bool gray = false)
    {
        using var bitmap = new SKBitmap(3, 2, gray ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (int i = 0; i < Values.Length; i++) bitmap.SetPixel(i % 3, i / 3, new SKColor(Values[i], Values[i], Values[i]));
        using SKData data = bitmap.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>A bitmap file of 24 bits a pixel: rows from below, each filled up to four bytes.</summary>
    public static byte[] Bmp() =>
    [
        (byte)'B', (byte)'M', 78, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0,
        40, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        40, 40, 40, 50, 50, 50, 60, 60, 60, 0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30, 0, 0, 0,
    ];

    /// <summary>
    /// A GIF file with a palette of eight; each frame is the picture's colour number 0 to 5, all codes literal, with a clear code before
    /// every second one so that codes stay four bits wide.
    /// </summary>
    public static byte[] Gif(int frames)
    {
        byte[] palette = [.. Values.Concat(new byte[2]).SelectMany(value => new[] { value, value, value })];
        // Codes 8 (clear), 0, 1, 8, 2, 3, 8, 4, 5, 9 (end), four bits each, lowest first.
        byte[] codes = [0x08, 0x81, 0x32, 0x48, 0x95];
        byte[] frame = [0x2C, 0, 0, 0, 0, 3, 0, 2, 0, 0, 3, (byte)codes.Length, .. codes, 0];
        return
        [
            .. "GIF89a"u8, 3, 0, 2, 0, 0x82, 0, 0, .. palette,
            .. Enumerable.Repeat(frame, frames).SelectMany(bytes => (byte[])[0x21, 0xF9, 4, 0, 10, 0, 0, 0, .. bytes]), 0x3B,
        ];
    }

    /// <summary>A JPEG file of 16 × 8 whose stored quarters are bright at the left, with an EXIF orientation.</summary>
    public static byte[] Oriented(int orientation)
    {
        using var bitmap = new SKBitmap(16, 8, SKColorType.Gray8, SKAlphaType.Opaque);
        for (int i = 0; i < 128; i++) bitmap.SetPixel(i % 16, i / 16, i % 16 < 8 && i / 16 < 4 ? SKColors.White : SKColors.Black);
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 100);
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "MM\0*\0\0\0\b"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. data.ToArray()[2..]];
    }
}
