using System.Numerics;

namespace DkNN.Vectors;

/// <summary>Selection without sorting.</summary>
internal static class Selection
{
    /// <summary>
    /// Reorders values so that the smallest stand first, in no particular order, and returns the largest of those. Hoare's algorithm
    /// with the middle of three as the pivot; values equal to the pivot stop both scans, so that many duplicates split evenly.
    /// </summary>
    /// <typeparam name="T">Type of the values; no NaN among them.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="count">How many to bring forward, from 1 to the number of values.</param>
    public static T Smallest<T>(Span<T> values, int count)
        where T : INumber<T>
    {
        int target = count - 1;
        int first = 0;
        int last = values.Length - 1;
        while (first < last)
        {
            var pivot = MiddleOf(values[first], values[first + ((last - first) / 2)], values[last]);
            int low = first;
            int high = last;
            while (low <= high)
            {
                while (values[low] < pivot) low++;
                while (values[high] > pivot) high--;
                if (low > high) break;
                (values[low], values[high]) = (values[high], values[low]);
                low++;
                high--;
            }

            if (target <= high) last = high;
            else if (target >= low) first = low;
            else break;
        }

        return values[target];
    }

    private static T MiddleOf<T>(T a, T b, T c)
        where T : INumber<T> => T.Max(T.Min(a, b), T.Min(T.Max(a, b), c));
}
