using DkNN.Experiments;

namespace DkNN.Cli;

/// <summary>Finds out before hours of work whether results can be written.</summary>
internal static class WritableDirectory
{
    /// <summary>Makes a directory and tries to write in it.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="ExperimentException">It cannot be made or written.</exception>
    public static void Require(string directory)
    {
        string probe = Path.Combine(directory, $".dknn-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentException($"--out: '{directory}' cannot be written ({problem.Message}); name another directory.", problem);
        }
    }
}
