namespace DkNN.Generators.Models;

/// <summary>One of a layer's inputs.</summary>
/// <param name="Position">The layer that gives it; <see cref="Images"/> for what the architecture reads.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record LayerInput(int Position, Shape Shape)
{
    public const int Images = -1;
}
