using System.Collections.Immutable;

namespace DkNN.Testing;

/// <summary>A binder that always gives the same options.</summary>
internal sealed class FixedOptions<TOptions>(TOptions options) : IOptionsBinder<TOptions>
{
    public ImmutableArray<OptionInfo> Options => [];

    public TOptions Bind(OptionValues values) => options;

    public ImmutableSortedDictionary<string, string> Format(TOptions options) => ImmutableSortedDictionary<string, string>.Empty;
}
