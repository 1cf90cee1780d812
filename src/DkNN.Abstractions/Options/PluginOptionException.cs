namespace DkNN;

/// <summary>An option of a plugin is unknown, malformed or out of range. The message names plugin and option and says the mend.</summary>
public sealed class PluginOptionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PluginOptionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names plugin and option, and says the mend.</param>
    public PluginOptionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names plugin and option, and says the mend.</param>
    /// <param name="innerException">The cause.</param>
    public PluginOptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
