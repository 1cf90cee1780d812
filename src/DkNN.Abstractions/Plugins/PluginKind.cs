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

    /// <summary>A score that tells what is to be trusted from what is not.</summary>
    Score,
}
