using System.Globalization;

namespace DkNN.Data;

/// <summary>
/// How people write the ten digits: for each digit some manners of writing, each of a few pen strokes, each through a few points. The box
/// is 100 × 100, x to the right, y downwards. Strokes are smooth, so a corner is where one stroke ends and the next begins.
/// </summary>
internal static class GlyphOutlines
{
    /// <summary>Manners of writing, by digit. Points are "x,y"; a slash lifts the pen or turns a corner.</summary>
    private static readonly string[][] Manners =
    [
        [
            "52,2 30,12 20,40 22,72 38,96 60,96 77,74 79,42 70,14 50,3",
            "60,6 38,4 22,25 18,55 30,88 54,98 76,82 84,50 76,20 56,4 40,8",
            "64,4 46,12 32,42 28,74 38,96 54,90 68,58 74,26 66,6 54,6",
        ],
        [
            "50,2 50,50 50,98",
            "62,2 52,48 40,98",
            "33,25 44,15 53,3 / 53,3 52,50 51,98",
            "33,25 44,15 53,3 / 53,3 52,50 51,97 / 30,97 51,97 74,96",
        ],
        [
            "22,24 32,6 54,2 72,14 72,34 54,58 34,80 20,96 / 20,96 46,95 80,94",
            "24,20 40,3 62,6 72,24 62,50 42,76 26,92 20,84 32,76 50,88 66,98 82,90",
            "24,14 50,4 70,14 66,36 44,66 22,94 / 22,94 50,90 82,96",
        ],
        [
            "24,14 44,2 66,8 70,26 58,42 42,47 / 42,47 64,52 76,70 66,92 44,99 22,88",
            "24,6 50,5 74,4 / 74,4 58,24 44,42 / 44,42 66,46 78,66 68,90 44,98 22,88",
            "26,20 40,4 62,4 70,20 60,40 44,46 38,50 46,51 66,54 76,72 64,94 40,98 22,84",
        ],
        [
            "30,4 26,30 22,54 / 22,54 46,54 78,52 / 66,2 64,50 62,98",
            "60,2 42,28 20,62 / 20,62 50,62 84,60 / 60,2 60,50 60,98",
            "28,6 24,34 30,52 50,54 68,44 / 72,4 68,46 60,98",
        ],
        [
            "74,4 50,5 32,6 / 32,6 29,26 26,46 / 26,46 44,38 66,44 76,66 66,90 44,98 22,88",
            "76,6 54,5 36,8 30,28 30,42 48,44 68,56 70,78 54,96 32,97 20,88",
            "74,8 54,2 36,10 32,28 46,42 66,54 70,76 54,96 34,97 20,86",
        ],
        [
            "64,3 44,18 28,44 22,72 34,95 56,97 72,80 66,60 46,54 28,66",
            "56,2 38,36 26,66 30,90 48,99 68,92 76,74 64,60 44,62 30,76",
            "72,12 56,3 36,16 24,48 24,78 40,98 62,94 72,74 60,56 40,58 26,74",
        ],
        [
            "22,8 50,7 78,5 / 78,5 60,44 44,98",
            "22,8 50,7 78,5 / 78,5 60,44 44,98 / 38,52 54,51 72,49",
            "22,24 24,8 / 24,8 50,10 76,6 / 76,6 66,34 56,64 52,98",
            "20,16 40,6 62,10 76,8 / 76,8 70,28 56,60 50,98",
        ],
        [
            "66,12 48,2 30,12 32,32 52,48 72,66 70,90 48,99 28,88 30,66 50,48 68,32 68,12",
            "50,46 32,36 30,14 50,2 70,14 68,36 50,46 / 50,46 28,60 24,84 48,99 74,86 74,62 50,46",
            "72,14 58,2 42,12 42,32 56,48 62,68 54,92 36,98 24,84 34,64 54,46 70,28 70,10",
        ],
        [
            "70,22 54,4 34,8 24,28 34,46 54,46 70,28 72,14 / 72,14 70,50 62,98",
            "72,26 58,4 36,4 24,24 34,46 56,46 71,26 73,50 70,78 54,97 32,92",
            "66,14 44,4 26,22 30,42 50,46 66,30 70,8 / 70,8 64,54 58,98",
        ],
    ];

    private static readonly Point[][][][] Parsed = Parse(Manners);

    /// <summary>The manners of writing a digit: each some strokes, each at least two points.</summary>
    public static ReadOnlySpan<Point[][]> Of(int digit) => Parsed[digit];

    /// <summary>Reads manners of writing, by class.</summary>
    public static Point[][][][] Parse(string[][] manners) => [.. manners.Select(glyph => glyph.Select(Parse).ToArray())];

    private static Point[][] Parse(string manner) =>
        [.. manner.Split(" / ").Select(stroke => stroke.Split(' ').Select(ParsePoint).ToArray())];

    private static Point ParsePoint(string text)
    {
        string[] numbers = text.Split(',');
        return new(float.Parse(numbers[0], CultureInfo.InvariantCulture), float.Parse(numbers[1], CultureInfo.InvariantCulture));
    }
}
