namespace DkNN;

/// <summary>Declares a score plugin: a class with a parameterless constructor that implements <see cref="IScore{TOptions}"/>.</summary>
/// <param name="name">Name of the plugin, lower-case words joined by '-', as given to <c>--scores</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ScoreAttribute(string name) : Attribute
{
    /// <summary>Name of the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>One line for the catalogue.</summary>
    public string Description { get; init; } = "";
}
