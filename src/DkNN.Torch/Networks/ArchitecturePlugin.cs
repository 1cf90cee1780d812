using System.Collections.Immutable;

namespace DkNN.Torch;

/// <summary>An architecture plugin with its layer selections.</summary>
public sealed class ArchitecturePlugin : Plugin
{
    private readonly Func<Network> _create;

    private ArchitecturePlugin(ArchitectureInfo architecture, ImmutableArray<LayerSelection> selections, Func<Network> create)
        : base(architecture.Name, architecture.Description, [])
    {
        Architecture = architecture;
        Selections = selections;
        _create = create;
    }

    /// <inheritdoc/>
    public override PluginKind Kind => PluginKind.Architecture;

    /// <summary>The architecture.</summary>
    public ArchitectureInfo Architecture { get; }

    /// <summary>Every selection declared for it; the first is <see cref="SelectionInfo.All"/>.</summary>
    public ImmutableArray<LayerSelection> Selections { get; }

    /// <summary>Wraps a network class; called by generated code.</summary>
    /// <typeparam name="TNetwork">The network class.</typeparam>
    /// <param name="selections">Every selection of it, the one of all layers first.</param>
    public static ArchitecturePlugin Create<TNetwork>(params ImmutableArray<LayerSelection> selections)
        where TNetwork : Network, INetwork<TNetwork> =>
        new(TNetwork.Info, selections, static () => TNetwork.Create());

    /// <summary>Builds an untrained network.</summary>
    /// <param name="seed">Seed of the initial weights.</param>
    /// <exception cref="PluginFailedException">The network's constructor throws.</exception>
    public Network CreateNetwork(int seed)
    {
        TorchSharp.torch.manual_seed(seed);
        return PluginCall.Run(NetworkCall.Kind, Name, _create);
    }

    /// <summary>A selection by name, without case.</summary>
    /// <param name="name">Name of the selection.</param>
    /// <exception cref="ArgumentException">There is none of that name; the nearest is suggested.</exception>
    public LayerSelection Selection(string name) =>
        Selections.FirstOrDefault(selection => selection.Info.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"Architecture '{Name}' has no layer selection '{name}'. "
            + $"{NameSuggestion.For(name, Selections.Select(selection => selection.Info.Name))}");
}
