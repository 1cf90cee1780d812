namespace DkNN;

/// <summary>What an index would cost over some rows, as its plugin estimates it: by this <c>auto</c> compares plugins.</summary>
/// <remarks>
/// The unit of work is one multiply-add in single precision as a blocked product makes them on one core: comparing a query with a row of
/// d floats in <see cref="Vectors.ExactSearch"/> is d of them. Whatever takes as long counts as many, such as a wait for memory. An
/// estimate within a factor of two is good enough.
/// </remarks>
public sealed record SearchCost
{
    /// <summary>States a cost.</summary>
    /// <param name="build">Work of the build, from 0.</param>
    /// <param name="query">Work of one query among many, from 0.</param>
    /// <param name="bytes">Bytes that the index would hold beside the rows, from 0.</param>
    /// <param name="reason">Why it would be a good choice, in a line without a full stop.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    public SearchCost(double build, double query, long bytes, string reason)
    {
        Build = Finite(build, nameof(build));
        Query = Finite(query, nameof(query));
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        Bytes = bytes;
        Reason = reason;
    }

    /// <summary>Work of the build.</summary>
    public double Build { get; }

    /// <summary>Work of one query among many.</summary>
    public double Query { get; }

    /// <summary>Bytes that the index would hold beside the rows.</summary>
    public long Bytes { get; }

    /// <summary>Why it would be a good choice, as results and report say it.</summary>
    public string Reason { get; }

    /// <summary>Work of a build and of all queries that follow.</summary>
    /// <param name="queries">Number of queries, from 0.</param>
    public double Of(long queries) => Build + (queries * Query);

    private static double Finite(double work, string name) =>
        work >= 0 && double.IsFinite(work) ? work : throw new ArgumentOutOfRangeException(name, work, "Work is a finite number from 0.");
}
