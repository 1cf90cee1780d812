namespace DkNN;

/// <summary>What a plugin adds.</summary>
public enum PluginKind
{
    /// <summary>A network architecture with its layer selections.</summary>
    Architecture,

    /// <summary>An adversarial attack.</summary>
    Attack,

    /// <summary>A nearest-neighbour index.</summary>
    NeighborIndex,
}
