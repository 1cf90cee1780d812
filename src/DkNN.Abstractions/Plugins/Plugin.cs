using System.Collections.Immutable;

namespace DkNN;

/// <summary>A loaded plugin, as the catalogue offers it.</summary>
/// <param name="name">Name, unique among the plugins of its kind.</param>
/// <param name="description">One line for the catalogue.</param>
/// <param name="options">Every option it takes.</param>
public abstract class Plugin(string name, string description, ImmutableArray<OptionInfo> options)
{
    /// <summary>What the plugin adds.</summary>
    public abstract PluginKind Kind { get; }

    /// <summary>Name, unique among the plugins of its kind.</summary>
    public string Name { get; } = name;

    /// <summary>One line for the catalogue.</summary>
    public string Description { get; } = description;

    /// <summary>Every option the plugin takes.</summary>
    public ImmutableArray<OptionInfo> Options { get; } = options;
}
