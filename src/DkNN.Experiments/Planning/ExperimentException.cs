namespace DkNN.Experiments;

/// <summary>An experiment cannot be done as asked. The message names the option at fault and says the mend.</summary>
public sealed class ExperimentException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ExperimentException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the option and says the mend.</param>
    public ExperimentException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names the option and says the mend.</param>
    /// <param name="innerException">The cause.</param>
    public ExperimentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
