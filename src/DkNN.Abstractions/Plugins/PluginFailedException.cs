namespace DkNN;

/// <summary>A plugin's code threw, or gave what it must not. The message names the plugin and says what it did, in one line.</summary>
public sealed class PluginFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PluginFailedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the plugin and says the mend.</param>
    public PluginFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the plugin and says the mend.</param>
    /// <param name="innerException">What the plugin threw.</param>
    public PluginFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
