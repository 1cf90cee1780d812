namespace DkNN.Experiments;

/// <summary>The list of the files that a run made, in its directory.</summary>
public static class RunList
{
    /// <summary>Its name.</summary>
    public const string FileName = "run-files.json";
}
