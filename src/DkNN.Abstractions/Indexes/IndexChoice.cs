using System.Globalization;

namespace DkNN;

/// <summary>What <c>auto</c> means: of all index plugins the one that says that it costs least.</summary>
/// <param name="Index">The plugin chosen, with its options.</param>
/// <param name="Cost">What it says.</param>
public sealed record IndexChoice(ConfiguredIndex Index, SearchCost Cost)
{
    /// <summary>Queries that an index answers in its life, where nobody knows: a model is kept longer than the run that made it.</summary>
    public const long LifetimeQueries = 1_000_000;

    /// <summary>Chooses the index whose build and queries take the least work in all; of equal ones the first by name.</summary>
    /// <param name="candidates">Indexes to choose from; those that make no claim are passed over.</param>
    /// <param name="rows">Number of rows, from 0.</param>
    /// <param name="dimension">Floats in a row, at least 1.</param>
    /// <param name="queries">Queries expected, from 0.</param>
    /// <exception cref="InvalidOperationException">No candidate makes a claim, or one fails to say what it costs.</exception>
    public static IndexChoice Cheapest(
        IEnumerable<ConfiguredIndex> candidates, int rows, int dimension, long queries = LifetimeQueries)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentOutOfRangeException.ThrowIfNegative(queries);
        var choice = candidates
            .OrderBy(index => index.Name, StringComparer.Ordinal)
            .Select(index => (Index: index, Cost: index.Cost(rows, dimension)))
            .MinBy(offer => offer.Cost?.Of(queries) ?? double.PositiveInfinity);
        return choice.Cost is { } cost
            ? new IndexChoice(choice.Index, cost)
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"No index plugin says what it would cost over {rows:N0} rows of {dimension:N0} floats: name one instead of 'auto'."));
    }
}
