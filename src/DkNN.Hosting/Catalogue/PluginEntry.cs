namespace DkNN.Hosting;

/// <summary>One plugin as an assembly's manifest names it.</summary>
/// <param name="Kind">What the plugin adds.</param>
/// <param name="Name">Name, unique among the plugins of its kind.</param>
/// <param name="Description">One line for the catalogue.</param>
public sealed record PluginEntry(PluginKind Kind, string Name, string Description)
{
    /// <summary>Whether the entry is of that kind and name; names are compared without case.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="name">The name.</param>
    public bool Is(PluginKind kind, string name) => Kind == kind && Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Kind and name as a message says them, such as "index 'exact'"; a kind that this host does not know is a "plugin".</summary>
    public override string ToString() => $"{(Enum.IsDefined(Kind) ? KindNames.Of(Kind) : "plugin")} '{Name}'";
}
