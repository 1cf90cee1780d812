namespace DkNN.Generators.Models;

/// <summary>One layer with its inferred shapes.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Position">Place in the order of computation, from 0.</param>
/// <param name="Operation">What it computes.</param>
/// <param name="Activation">The function applied to the operation's output.</param>
/// <param name="Input">Shape of what it reads.</param>
/// <param name="Output">Shape of what it gives.</param>
/// <param name="Documented">Whether its author documented it, so that the generator does not.</param>
internal sealed record LayerModel(
    string Name, int Position, LayerOperation Operation, Activation Activation, Shape Input, Shape Output, bool Documented);
