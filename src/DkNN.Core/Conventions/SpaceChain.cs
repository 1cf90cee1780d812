using System.Collections.Immutable;

namespace DkNN.Core;

/// <summary>The steps, in order, from a layer's activations to the rows that are compared. Equal chains have equal steps.</summary>
public sealed record SpaceChain
{
    private const string Raw = "raw";

    /// <summary>Makes a chain.</summary>
    /// <param name="steps">The steps in order; none leaves activations as they are.</param>
    /// <exception cref="FormatException">There are two means or two projections, or a step after a projection.</exception>
    public SpaceChain(params IEnumerable<SpaceStep> steps)
    {
        Steps = [.. steps];
        if (Steps.Count(step => step.Kind == SpaceStepKind.Center) > 1) throw new FormatException("A space takes the mean off once; leave one 'center' out.");
        if (Steps.SkipLast(1).Any(step => step.Kind == SpaceStepKind.Project)) throw new FormatException("A projection is a space's last step; move it to the end.");
    }

    /// <summary>The steps.</summary>
    public ImmutableArray<SpaceStep> Steps { get; }

    /// <summary>The projection at its end; null where there is none.</summary>
    public SpaceStep? Projection => Steps is [.., { Kind: SpaceStepKind.Project } last] ? last : null;

    /// <summary>Floats of a row in the space: no projection is worth its while where it would keep all directions.</summary>
    /// <param name="neurons">Floats of the layer.</param>
    public int Dimension(int neurons) => Projects(neurons) ? Projection!.Value.Components + 1 : neurons;

    /// <summary>Whether rows of a layer are projected.</summary>
    /// <param name="neurons">Floats of the layer.</param>
    public bool Projects(int neurons) => Projection is { } projection && projection.Components < neurons;

    /// <summary>The chain with the mean taken off before rows are scaled, after it, or not at all.</summary>
    /// <param name="place"><c>before</c>, <c>after</c> or <c>none</c>.</param>
    /// <exception cref="FormatException">There is no such place.</exception>
    public SpaceChain Centered(string place)
    {
        var others = Steps.Where(step => step.Kind != SpaceStepKind.Center).ToList();
        int unit = others.IndexOf(SpaceStep.Unit);
        if (place is "before") others.Insert(Math.Max(0, unit), SpaceStep.Center);
        else if (place is "after") others.Insert(unit + 1, SpaceStep.Center);
        else if (place is not "none") throw new FormatException($"'{place}' is no place to take the mean off; there are before, after and none.");
        return new(others);
    }

    /// <summary>The chain with another projection at its end.</summary>
    /// <param name="projection">The projection; null for none.</param>
    public SpaceChain Projected(SpaceStep? projection)
    {
        var others = Steps.Where(step => step.Kind != SpaceStepKind.Project);
        return new(projection is { } step ? others.Append(step) : others);
    }

    /// <summary>The chain as it is written: steps joined by <c>+</c>, or <c>raw</c>.</summary>
    public override string ToString() => Steps.IsEmpty ? Raw : string.Join('+', Steps);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">The chain.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static SpaceChain Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == Raw ? new() : new(text.Split('+').Select(SpaceStep.Parse));
    }

    /// <summary>Whether the steps are the same.</summary>
    public bool Equals(SpaceChain? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(0, HashCode.Combine);
}
