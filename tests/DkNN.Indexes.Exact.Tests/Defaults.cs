using System.Collections.Immutable;

namespace DkNN.Indexes.Exact.Tests;

/// <summary>Binds no option.</summary>
internal sealed class Defaults<TOptions> : IOptionsBinder<TOptions>
    where TOptions : class, new()
{
    public ImmutableArray<OptionInfo> Options => [];

    public TOptions Bind(OptionValues values) => new();

    public ImmutableSortedDictionary<string, string> Format(TOptions options) => ImmutableSortedDictionary<string, string>.Empty;
}
