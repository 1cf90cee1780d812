using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DkNN.Testing;

/// <summary>Compares two texts line by line.</summary>
internal static partial class TextDifference
{
    /// <summary>Lines shown at most.</summary>
    private const int Most = 20;

    /// <summary>Whether the texts are equal but for fractions that differ by one in their last place.</summary>
    public static bool IsWithinRounding(string accepted, string text)
    {
        if (Fraction().Replace(accepted, "#") != Fraction().Replace(text, "#")) return false;
        return Fraction().Matches(accepted).Zip(Fraction().Matches(text)).All(pair => IsNear(pair.First.Value, pair.Second.Value));
    }

    /// <summary>The lines that differ, those of the accepted text after '-' and the new ones after '+', with their numbers.</summary>
    public static string Show(string accepted, string text)
    {
        string[] before = accepted.TrimStart('\uFEFF').Split('\n'), after = text.Split('\n');
        int[,] common = CommonLines(before, after);
        var shown = new StringBuilder("The text is not the accepted one (- accepted, + new):");
        int lines = 0, left = 0, right = 0;
        while (left < before.Length || right < after.Length)
        {
            if (left < before.Length && right < after.Length && before[left] == after[right])
            {
                left++;
                right++;
                continue;
            }
            bool isGone = right == after.Length || (left < before.Length && common[left + 1, right] >= common[left, right + 1]);
            if (lines++ < Most) shown.Append(CultureInfo.InvariantCulture, $"\n{(isGone ? $"-{left + 1,4}: {before[left]}" : $"+{right + 1,4}: {after[right]}")}");
            if (isGone) left++;
            else right++;
        }
        if (lines > Most) shown.Append(CultureInfo.InvariantCulture, $"\n… and {lines - Most} more lines");
        return shown.ToString();
    }

    /// <summary>How many lines the ends of both texts have in common, from each pair of lines on.</summary>
    private static int[,] CommonLines(string[] before, string[] after)
    {
        int[,] common = new int[before.Length + 1, after.Length + 1];
        for (int left = before.Length - 1; left >= 0; left--)
        {
            for (int right = after.Length - 1; right >= 0; right--)
            {
                common[left, right] = before[left] == after[right]
                    ? common[left + 1, right + 1] + 1
                    : Math.Max(common[left + 1, right], common[left, right + 1]);
            }
        }
        return common;
    }

    private static bool IsNear(string one, string other)
    {
        decimal left = decimal.Parse(one, CultureInfo.InvariantCulture), right = decimal.Parse(other, CultureInfo.InvariantCulture);
        // As many places in both: a decimal keeps them.
        return left.Scale == right.Scale && Math.Abs(left - right) <= new decimal(1, 0, 0, false, left.Scale);
    }

    [GeneratedRegex(@"(?<![\w.])-?\d+\.\d{1,15}(?![\w.]*\d)")]
    private static partial Regex Fraction();
}
