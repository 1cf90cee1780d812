using System.Collections.Immutable;
using System.Globalization;

namespace DkNN.Reporting;

/// <summary>Numbers of one kind, a column for every run.</summary>
/// <param name="Title">What they are, with their unit where they have one.</param>
/// <param name="Kind">What the rows are: "ε", "layer", "data set" or "what".</param>
/// <param name="Rows">The rows; one that a run lacks has a gap there.</param>
public sealed record ComparedTable(string Title, string Kind, ImmutableArray<ComparedRow> Rows)
{
    /// <summary>Shares, shown in percent.</summary>
    internal const string Percent = "0.00 %";

    /// <summary>Numbers from 0 to 1.</summary>
    internal const string Fraction = "0.000";

    /// <summary>Whole numbers, or nearly.</summary>
    internal const string Count = "#,0.##";

    /// <summary>How the numbers are shown; null for three significant places or so.</summary>
    internal string? Format { get; init; }

    /// <summary>The numbers of a row for people: "–" for none.</summary>
    /// <param name="row">One of <see cref="Rows"/>.</param>
    public IEnumerable<string> Texts(ComparedRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Values.Select(value => value is not { } number ? "–"
            : Format is null ? Text.Measure(number)
            : number.ToString(Format, CultureInfo.InvariantCulture));
    }
}
