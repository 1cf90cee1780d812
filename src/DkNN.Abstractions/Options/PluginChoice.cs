namespace DkNN;

/// <summary>A plugin and its options as a person writes them: <c>name</c> or <c>name:option=value,option=value</c>.</summary>
/// <param name="Name">Name of the plugin.</param>
/// <param name="Options">The options' text; empty for none.</param>
public sealed record PluginChoice(string Name, string Options)
{
    /// <summary>Reads a choice.</summary>
    /// <param name="text">The text.</param>
    public static PluginChoice Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text.Trim(), "") : new(text[..colon].Trim(), text[(colon + 1)..].Trim());
    }

    /// <summary>The options as values to bind.</summary>
    /// <exception cref="PluginOptionException">The text is malformed.</exception>
    public OptionValues Values() => OptionValues.Parse(Name, Options);
}
