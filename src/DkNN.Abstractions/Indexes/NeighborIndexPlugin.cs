using System.Collections.Immutable;

namespace DkNN;

/// <summary>An index plugin of any options type.</summary>
public abstract class NeighborIndexPlugin : Plugin
{
    private protected NeighborIndexPlugin(string name, string description, ImmutableArray<OptionInfo> options)
        : base(name, description, options)
    {
    }

    /// <inheritdoc/>
    public override PluginKind Kind => PluginKind.NeighborIndex;

    /// <summary>Fixes the options.</summary>
    /// <param name="values">The options as text.</param>
    /// <exception cref="PluginOptionException">An option is unknown, malformed or out of range.</exception>
    /// <exception cref="PluginFailedException">The plugin's options throw.</exception>
    public abstract ConfiguredIndex Configure(OptionValues values);

    /// <summary>Wraps a factory; called by generated code.</summary>
    /// <typeparam name="TOptions">The factory's options.</typeparam>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="description">One line for the catalogue.</param>
    /// <param name="factory">The plugin's factory.</param>
    /// <param name="binder">Binds its options.</param>
    public static NeighborIndexPlugin Create<TOptions>(
        string name, string description, INeighborIndexFactory<TOptions> factory, IOptionsBinder<TOptions> binder)
        where TOptions : class, new() => new Typed<TOptions>(name, description, factory, binder);

    private sealed class Typed<TOptions>(
        string name, string description, INeighborIndexFactory<TOptions> factory, IOptionsBinder<TOptions> binder)
        : NeighborIndexPlugin(name, description, binder.Options)
        where TOptions : class, new()
    {
        public override ConfiguredIndex Configure(OptionValues values)
        {
            var (options, texts) = PluginCall.Run(GuardedIndex.Kind, Name, () =>
            {
                var bound = binder.Bind(values);
                return (bound, binder.Format(bound));
            });
            return new ConfiguredIndex(
                Name,
                texts,
                (rows, context) => factory.Build(rows, options, context),
                (path, rows) => factory.Load(path, rows, options),
                (rows, dimension) => factory.Cost(rows, dimension, options));
        }
    }
}
