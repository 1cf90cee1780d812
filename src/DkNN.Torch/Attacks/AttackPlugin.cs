using System.Collections.Immutable;
using static TorchSharp.torch;

namespace DkNN.Torch;

/// <summary>An attack plugin of any options type.</summary>
public abstract class AttackPlugin : Plugin
{
    private protected AttackPlugin(string name, string description, ImmutableArray<OptionInfo> options)
        : base(name, description, options)
    {
    }

    /// <inheritdoc/>
    public override PluginKind Kind => PluginKind.Attack;

    /// <summary>Fixes the options.</summary>
    /// <param name="values">The options as text.</param>
    /// <exception cref="PluginOptionException">An option is unknown, malformed or out of range.</exception>
    /// <exception cref="PluginFailedException">The plugin's options throw.</exception>
    public abstract ConfiguredAttack Configure(OptionValues values);

    /// <summary>Wraps a white-box attack; called by generated code.</summary>
    /// <typeparam name="TOptions">The attack's options.</typeparam>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="description">One line for the catalogue.</param>
    /// <param name="attack">The attack.</param>
    /// <param name="binder">Binds its options.</param>
    public static AttackPlugin Create<TOptions>(string name, string description, IAttack<TOptions> attack, IOptionsBinder<TOptions> binder)
        where TOptions : class, new() => new Typed<TOptions>(name, description, binder, attack.Perturb);

    /// <summary>Wraps a black-box attack; called by generated code.</summary>
    /// <typeparam name="TOptions">The attack's options.</typeparam>
    /// <param name="name">Name of the plugin.</param>
    /// <param name="description">One line for the catalogue.</param>
    /// <param name="attack">The attack.</param>
    /// <param name="binder">Binds its options.</param>
    public static AttackPlugin Create<TOptions>(
        string name, string description, IBlackBoxAttack<TOptions> attack, IOptionsBinder<TOptions> binder)
        where TOptions : class, new() =>
        new Typed<TOptions>(
            name,
            description,
            binder,
            (model, batch, budgets, options, token) =>
                [.. budgets.Select(budget => attack.Perturb(new ScoresOnly(model), batch with { Epsilon = budget }, options, token))]);

    private sealed class Typed<TOptions>(
        string name,
        string description,
        IOptionsBinder<TOptions> binder,
        Func<IDifferentiableClassifier, AttackBatch, IReadOnlyList<double>, TOptions, CancellationToken, IReadOnlyList<Tensor>> perturb)
        : AttackPlugin(name, description, binder.Options)
        where TOptions : class, new()
    {
        public override ConfiguredAttack Configure(OptionValues values)
        {
            var (options, texts) = PluginCall.Run(ConfiguredAttack.Kind, Name, () =>
            {
                var bound = binder.Bind(values);
                return (bound, binder.Format(bound));
            });
            return new ConfiguredAttack(Name, texts, (model, batch, budgets, token) => perturb(model, batch, budgets, options, token));
        }
    }

    /// <summary>Hides the gradients from a black-box attack, which could otherwise cast its way to them.</summary>
    private sealed class ScoresOnly(IClassifier model) : IClassifier
    {
        public int Classes => model.Classes;

        public Tensor Logits(Tensor images) => model.Logits(images);
    }
}
