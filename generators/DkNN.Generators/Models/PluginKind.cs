namespace DkNN.Generators.Models;

/// <summary>The members of DkNN.PluginKind, written by name.</summary>
internal enum PluginKind
{
    Architecture,
    Attack,
    NeighborIndex,
    Score,
}
