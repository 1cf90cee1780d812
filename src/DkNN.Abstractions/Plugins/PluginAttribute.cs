namespace DkNN;

/// <summary>One plugin of an assembly. Written by the generator; read from metadata before any code runs.</summary>
/// <param name="kind">What the plugin adds.</param>
/// <param name="name">Name, unique among the plugins of its kind.</param>
/// <param name="description">One line for the catalogue.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class PluginAttribute(PluginKind kind, string name, string description) : Attribute
{
    /// <summary>What the plugin adds.</summary>
    public PluginKind Kind { get; } = kind;

    /// <summary>Name of the plugin.</summary>
    public string Name { get; } = name;

    /// <summary>One line for the catalogue.</summary>
    public string Description { get; } = description;
}
