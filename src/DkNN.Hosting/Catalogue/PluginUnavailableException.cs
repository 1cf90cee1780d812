namespace DkNN.Hosting;

/// <summary>A plugin was asked for that is unknown or failed to load. The message says which, and the mend.</summary>
public sealed class PluginUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PluginUnavailableException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the plugin and says the mend.</param>
    public PluginUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the plugin and says the mend.</param>
    /// <param name="innerException">The cause.</param>
    public PluginUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
