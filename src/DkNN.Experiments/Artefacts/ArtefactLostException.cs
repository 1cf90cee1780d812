namespace DkNN.Experiments;

/// <summary>An artefact vanished while it was made or used: someone deleted the cache or a part of it. Made again, it is there again.</summary>
public sealed class ArtefactLostException : IOException
{
    /// <summary>Creates the exception.</summary>
    public ArtefactLostException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names what vanished.</param>
    public ArtefactLostException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Names what vanished.</param>
    /// <param name="innerException">How it was noticed.</param>
    public ArtefactLostException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
