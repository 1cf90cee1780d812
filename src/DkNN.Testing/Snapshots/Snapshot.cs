namespace DkNN.Testing;

/// <summary>
/// Compares a text with the one accepted before, which stands in the folder <c>__snapshots__</c> beside the test. The only class that
/// knows the snapshot library. On a build server (the variable CI is set) a missing snapshot fails; elsewhere it is written, to be read
/// and committed.
/// </summary>
public static class Snapshot
{
    /// <summary>
    /// Fails where the text differs from the accepted snapshot; the new text is left in <c>__snapshots__/__mismatch__</c>.
    /// </summary>
    /// <param name="text">The text, with everything that changes from run to run already replaced.</param>
    /// <param name="name">Name of the snapshot, unique among the tests of its folder.</param>
    public static void Match(string text, string name)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        }
        Snapshooter.Xunit.Snapshot.Match(text.ReplaceLineEndings("\n"), name);
    }
}
