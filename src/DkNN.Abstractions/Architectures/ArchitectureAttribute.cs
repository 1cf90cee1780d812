namespace DkNN;

/// <summary>
/// Declares a feed-forward architecture. The class is partial; each layer is a <c>partial Layer Name { get; }</c> property with one
/// <see cref="LayerAttribute"/>, in order of computation. The generator makes the class a trainable network.
/// </summary>
/// <param name="name">Name of the plugin, lower-case words joined by '-', as given to <c>--architecture</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ArchitectureAttribute(string name) : Attribute
{
    /// <summary>Name of the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>Shape of one input image as "CxHxW", for example "1x28x28".</summary>
    public required string Input { get; init; }

    /// <summary>Number of classes, at least 2: the neurons of the last layer.</summary>
    public required int Classes { get; init; }

    /// <summary>One line for the catalogue.</summary>
    public string Description { get; init; } = "";
}
