namespace DkNN.Hosting;

/// <summary>The kinds of plugins as messages and the command line's options name them.</summary>
public static class KindNames
{
    /// <summary>The kind in one word.</summary>
    public static string Of(PluginKind kind) => kind switch
    {
        PluginKind.Architecture => "architecture",
        PluginKind.Attack => "attack",
        PluginKind.NeighborIndex => "index",
        PluginKind.Score => "score",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of plugin."),
    };
}
