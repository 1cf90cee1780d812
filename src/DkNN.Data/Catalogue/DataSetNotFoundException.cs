using System.Collections.Immutable;

namespace DkNN.Data;

/// <summary>A data set is unknown, or known but not on this machine. The message says the mend.</summary>
public sealed class DataSetNotFoundException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="name">The name or path that was asked for.</param>
    /// <param name="known">The names that the catalogue knows.</param>
    /// <param name="message">What is missing, and the mend.</param>
    public DataSetNotFoundException(string name, ImmutableArray<string> known, string message)
        : base(message)
    {
        Name = name;
        Known = known;
    }

    /// <summary>The name or path that was asked for.</summary>
    public string Name { get; }

    /// <summary>The names that the catalogue knows, for a suggestion.</summary>
    public ImmutableArray<string> Known { get; }

    /// <summary>Whether the catalogue knows the name, so that only its files are missing.</summary>
    public bool IsKnown => Known.Contains(Name);
}
