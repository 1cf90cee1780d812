using System.Collections.Immutable;

namespace DkNN;

/// <summary>Turns the text of options into a typed, validated object and back. Written by the generator for each options type.</summary>
/// <typeparam name="TOptions">The options type.</typeparam>
public interface IOptionsBinder<TOptions>
{
    /// <summary>Every option, in order of declaration.</summary>
    ImmutableArray<OptionInfo> Options { get; }

    /// <summary>Reads options, leaving those not given at their defaults.</summary>
    /// <param name="values">The text given; every name must be one of <see cref="Options"/>.</param>
    /// <exception cref="PluginOptionException">A name is unknown or a value is no such type or out of range.</exception>
    TOptions Bind(OptionValues values);

    /// <summary>The canonical text of every option's value, in order of declaration, invariant culture.</summary>
    /// <param name="options">The typed options.</param>
    ImmutableSortedDictionary<string, string> Format(TOptions options);
}
