namespace DkNN.Generators.Models;

/// <summary>One layer with its inferred shapes.</summary>
/// <param name="Name">Name of the property, after those of its blocks.</param>
/// <param name="Position">Place in the order of computation, from 0.</param>
/// <param name="Operation">What it computes.</param>
/// <param name="Activation">The function applied to the operation's output.</param>
/// <param name="Inputs">What it reads; one but for sums and concatenations.</param>
/// <param name="Output">Shape of what it gives.</param>
/// <param name="Blocks">Names of the blocks around it, outermost first; empty for a layer that the architecture itself declares.</param>
/// <param name="Documented">Whether its author documented it, so that the generator does not.</param>
internal sealed record LayerModel(
    string Name,
    int Position,
    LayerOperation Operation,
    ActivationFunction Activation,
    EquatableArray<LayerInput> Inputs,
    Shape Output,
    EquatableArray<string> Blocks,
    bool Documented)
{
    /// <summary>Shape of the first input.</summary>
    public Shape Input => Inputs[0].Shape;
}
