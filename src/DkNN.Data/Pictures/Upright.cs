using SkiaSharp;

namespace DkNN.Data;

/// <summary>
/// Where the pixels of an upright picture are found in one stored as its EXIF orientation says (tag 0x0112: 1 to 8, by which corner the
/// first row and the first column begin).
/// </summary>
internal readonly struct Upright(SKEncodedOrigin origin, int storedWidth, int storedHeight)
{
    /// <summary>Columns of the upright picture.</summary>
    public int Width => Transposed ? storedHeight : storedWidth;

    /// <summary>Rows of the upright picture.</summary>
    public int Height => Transposed ? storedWidth : storedHeight;

    private bool Transposed => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>The position, among the stored pixels, of a pixel of the upright picture.</summary>
    public int Source(int pixel)
    {
        (int row, int column) = Math.DivRem(pixel, Width);
        int lastRow = Height - 1 - row, lastColumn = Width - 1 - column;
        (int y, int x) = origin switch
        {
            SKEncodedOrigin.TopRight => (row, lastColumn),
            SKEncodedOrigin.BottomRight => (lastRow, lastColumn),
            SKEncodedOrigin.BottomLeft => (lastRow, column),
            SKEncodedOrigin.LeftTop => (column, row),
            SKEncodedOrigin.RightTop => (lastColumn, row),
            SKEncodedOrigin.RightBottom => (lastColumn, lastRow),
            SKEncodedOrigin.LeftBottom => (column, lastRow),
            _ => (row, column),
        };
        return (y * storedWidth) + x;
    }
}
