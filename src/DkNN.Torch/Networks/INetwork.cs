namespace DkNN.Torch;

/// <summary>What the generator adds to a class with <see cref="ArchitectureAttribute"/>.</summary>
/// <typeparam name="TSelf">The network class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : Network, INetwork<TSelf>
{
    /// <summary>The architecture, known without building a network.</summary>
    static abstract ArchitectureInfo Info { get; }

    /// <summary>Builds an untrained network; seed Torch's generator first for a reproducible one.</summary>
    static abstract TSelf Create();
}
