using System.Globalization;

namespace DkNN.Core;

/// <summary>One step from a layer's activations to the rows that are compared.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Components">Of a projection, the principal directions kept, m, at least 1; else 0.</param>
/// <param name="Residual">
/// Of a projection, the weight, at least 0, of one more coordinate: the length of what the directions leave out; else 0.
/// </param>
public readonly record struct SpaceStep(SpaceStepKind Kind, int Components = 0, double Residual = 0)
{
    /// <summary>Every row to length 1.</summary>
    public static SpaceStep Unit { get; } = new(SpaceStepKind.Unit);

    /// <summary>The mean of the training rows taken off.</summary>
    public static SpaceStep Center { get; } = new(SpaceStepKind.Center);

    /// <summary>Rows as their coordinates along principal directions.</summary>
    /// <param name="components">Directions kept, at least 1.</param>
    /// <param name="residual">Weight of what they leave out.</param>
    public static SpaceStep Project(int components, double residual = 1) => new(SpaceStepKind.Project, components, residual);

    /// <summary>The step as it is written: <c>unit</c>, <c>center</c> or <c>project:64:1</c>.</summary>
    public override string ToString() => Kind switch
    {
        SpaceStepKind.Unit => "unit",
        SpaceStepKind.Center => "center",
        _ => string.Create(CultureInfo.InvariantCulture, $"project:{Components}:{Residual}"),
    };

    /// <summary>Reads what <see cref="ToString"/> writes; the weight may be left out and is 1 then.</summary>
    /// <param name="text">The step.</param>
    /// <exception cref="FormatException">There is no such step.</exception>
    public static SpaceStep Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is "unit") return Unit;
        if (text is "center") return Center;
        string[] parts = text.Split(':');
        if (parts is ["project", _] or ["project", _, _]
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int components) && components > 0)
        {
            double residual = 1;
            if (parts.Length == 2 || (double.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out residual)
                && residual is >= 0 and <= 1e6))
            {
                return Project(components, residual + 0.0);
            }
        }
        throw new FormatException($"'{text}' is no step; there are unit, center and project:M or project:M:W, M directions and the weight W of what they leave out.");
    }
}
