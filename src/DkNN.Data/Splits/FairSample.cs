using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>
/// Some of many images: drawn at random, since files often come class by class, so that the first ones would be of one class.
/// </summary>
public static class FairSample
{
    /// <summary>Draws positions without replacement. Equal arguments give equal samples on every platform.</summary>
    /// <param name="count">How many there are, at least 0.</param>
    /// <param name="limit">How many to draw; null, or more than there are, for all in their own order.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <returns>Positions, in the order in which they were drawn: a smaller limit gives the first of them.</returns>
    public static ImmutableArray<int> Draw(int count, int? limit, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (limit is { } given) ArgumentOutOfRangeException.ThrowIfNegative(given, nameof(limit));
        int[] ids = [.. Enumerable.Range(0, count)];
        if (limit is not { } drawn || drawn >= count) return [.. ids];
        var random = SplitMix64.For((ulong)seed, 0);
        for (int place = 0; place < drawn; place++)
        {
            int other = place + random.NextInt(count - place);
            (ids[place], ids[other]) = (ids[other], ids[place]);
        }
        return [.. ids.AsSpan(0, drawn)];
    }
}
