namespace DkNN.Data;

/// <summary>What a check found of a file.</summary>
public enum FileState
{
    /// <summary>It has the published content.</summary>
    Ok,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It has other content than the published one, or cannot be decompressed.</summary>
    Wrong,
}
