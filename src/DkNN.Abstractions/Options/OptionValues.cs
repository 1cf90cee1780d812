using System.Collections.Immutable;
using System.Globalization;

namespace DkNN;

/// <summary>The options given to a plugin, as text: <c>m=16,efConstruction=200</c>. Names are compared without case.</summary>
public sealed class OptionValues
{
    private readonly string _plugin;
    private readonly ImmutableDictionary<string, string> _values;

    private OptionValues(string plugin, ImmutableDictionary<string, string> values)
    {
        _plugin = plugin;
        _values = values;
    }

    /// <summary>No options.</summary>
    /// <param name="plugin">Name of the plugin, for messages.</param>
    public static OptionValues None(string plugin) => new(plugin, ImmutableDictionary<string, string>.Empty);

    /// <summary>Takes options as they were written by name.</summary>
    /// <param name="plugin">Name of the plugin, for messages.</param>
    /// <param name="values">The options.</param>
    public static OptionValues Of(string plugin, IEnumerable<KeyValuePair<string, string>> values) =>
        new(plugin, values.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads <c>name=value</c> pairs joined by commas.</summary>
    /// <param name="plugin">Name of the plugin, for messages.</param>
    /// <param name="text">The pairs; empty for none.</param>
    /// <exception cref="PluginOptionException">A pair has no name or no '=', or a name stands twice.</exception>
    public static OptionValues Parse(string plugin, string text)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new PluginOptionException($"'{plugin}': '{pair}' is no option; write name=value, with commas between options.");
            }
            string name = pair[..equals].Trim();
            if (!values.TryAdd(name, pair[(equals + 1)..].Trim()))
            {
                throw new PluginOptionException($"'{plugin}': option '{name}' is given twice; keep one.");
            }
        }
        return new OptionValues(plugin, values.ToImmutable());
    }

    /// <summary>Refuses names that are none of the given options.</summary>
    /// <param name="options">Every option of the plugin.</param>
    /// <exception cref="PluginOptionException">A name is unknown; the nearest known one is suggested.</exception>
    public void RequireKnown(ImmutableArray<OptionInfo> options)
    {
        foreach (string name in _values.Keys.Order(StringComparer.Ordinal))
        {
            if (options.Any(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) continue;
            throw new PluginOptionException(options.IsEmpty
                ? $"'{_plugin}' has no options, but '{name}' was given; remove it."
                : $"'{_plugin}' has no option '{name}'. {NameSuggestion.For(name, options.Select(option => option.Name))}");
        }
    }

    /// <summary>An integer option.</summary>
    /// <param name="name">Name of the option.</param>
    /// <param name="fallback">Value when not given.</param>
    /// <param name="minimum">Smallest value allowed.</param>
    /// <param name="maximum">Largest value allowed.</param>
    /// <exception cref="PluginOptionException">The text is no integer, or out of range.</exception>
    public long Integer(string name, long fallback, long minimum, long maximum)
    {
        if (!_values.TryGetValue(name, out string? text)) return fallback;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            throw Malformed(name, text, "an integer");
        }
        if (value < minimum || value > maximum)
        {
            throw Malformed(name, text, string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}"));
        }
        return value;
    }

    /// <summary>A floating-point option.</summary>
    /// <param name="name">Name of the option.</param>
    /// <param name="fallback">Value when not given.</param>
    /// <param name="minimum">Smallest value allowed.</param>
    /// <param name="maximum">Largest value allowed.</param>
    /// <exception cref="PluginOptionException">The text is no finite number, or out of range.</exception>
    public double Number(string name, double fallback, double minimum, double maximum)
    {
        if (!_values.TryGetValue(name, out string? text)) return fallback;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            throw Malformed(name, text, "a number");
        }
        if (value < minimum || value > maximum)
        {
            throw Malformed(name, text, string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}"));
        }
        return value;
    }

    /// <summary>A boolean option.</summary>
    /// <param name="name">Name of the option.</param>
    /// <param name="fallback">Value when not given.</param>
    /// <exception cref="PluginOptionException">The text is neither "true" nor "false".</exception>
    public bool Boolean(string name, bool fallback)
    {
        if (!_values.TryGetValue(name, out string? text)) return fallback;
        return bool.TryParse(text, out bool value) ? value : throw Malformed(name, text, "true or false");
    }

    /// <summary>An option of an enumeration's members, compared without case.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="name">Name of the option.</param>
    /// <param name="fallback">Value when not given.</param>
    /// <exception cref="PluginOptionException">The text is no member's name.</exception>
    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum
    {
        if (!_values.TryGetValue(name, out string? text)) return fallback;
        // Enum.TryParse also takes digits and commas, which are no names.
        string? member = Enum.GetNames<TEnum>().FirstOrDefault(candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        return member is null
            ? throw Malformed(name, text, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}")
            : Enum.Parse<TEnum>(member);
    }

    /// <summary>A text option.</summary>
    /// <param name="name">Name of the option.</param>
    /// <param name="fallback">Value when not given.</param>
    public string Text(string name, string fallback) => _values.GetValueOrDefault(name, fallback);

    private PluginOptionException Malformed(string name, string text, string wanted) =>
        new($"'{_plugin}': option '{name}' is '{text}', but must be {wanted}.");
}
