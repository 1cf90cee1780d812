namespace DkNN;

/// <summary>
/// Declares an attack plugin: a class with a parameterless constructor that implements one of DkNN.Torch's attack contracts.
/// </summary>
/// <param name="name">Name of the plugin, lower-case words joined by '-', as given to <c>--attack</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AttackAttribute(string name) : Attribute
{
    /// <summary>Name of the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>One line for the catalogue.</summary>
    public string Description { get; init; } = "";
}
