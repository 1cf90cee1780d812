using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Where artefacts are kept unless a person says otherwise.</summary>
public static class CacheFolder
{
    /// <summary>The environment variable that names the cache where no option does.</summary>
    public const string Variable = "DKNN_CACHE";

    private const string Mend = "Name a folder by --cache DIR or by the variable " + Variable + ".";

    /// <summary>The folder that <c>DKNN_CACHE</c> names; otherwise <c>dknn/artefacts</c> in the user's cache. It need not exist yet.</summary>
    /// <exception cref="ExperimentException">The variable holds no full path.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no variable, and the user has no home directory.</exception>
    public static string Default
    {
        get
        {
            string? named = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrWhiteSpace(named)) return UserFolders.Cache("artefacts", Mend);
            return Path.IsPathFullyQualified(named)
                ? named
                : throw new ExperimentException($"{Variable}: '{named}' is another folder wherever the program is started; give a full path.");
        }
    }
}
