using Xunit;

namespace DkNN.Testing;

/// <summary>
/// Compares a text with the one accepted before, which stands in the folder <c>__snapshots__</c> beside the test. The only class that
/// knows the snapshot library. On a build server (the variable CI is set) a missing snapshot fails; elsewhere it is written, to be read
/// and committed.
/// </summary>
public static class Snapshot
{
    /// <summary>
    /// Fails where the text differs from the accepted snapshot, and says in which lines; the new text is left in
    /// <c>__snapshots__/__mismatch__</c>.
    /// </summary>
    /// <param name="text">The text, with everything that changes from run to run already replaced.</param>
    /// <param name="name">Name of the snapshot, unique among the tests of its folder.</param>
    public static void Match(string text, string name) => Match(text, name, isRounded: false);

    /// <summary>
    /// As <see cref="Match(string, string)"/>, for a text whose fractions were rounded, as <see cref="Scrub"/> does: a fraction may differ
    /// by one in its last place, since 0.949 and 0.951 are rounded apart. All else must be equal.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the snapshot, unique among the tests of its folder.</param>
    public static void MatchRounded(string text, string name) => Match(text, name, isRounded: true);

    private static void Match(string text, string name, bool isRounded)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Environment.SetEnvironmentVariable("SNAPSHOOTER_STRICT_MODE", "true");
        }
        text = text.ReplaceLineEndings("\n");
        var place = Snapshooter.Xunit.Snapshot.FullName(name);
        string path = Path.Combine(place.FolderPath, "__snapshots__", place.Filename);
        // The library ends what it writes with a new line.
        string? accepted = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n").TrimEnd('\n') : null;
        if (accepted is not null && isRounded && TextDifference.IsWithinRounding(accepted, text.TrimEnd('\n'))) return;
        try
        {
            Snapshooter.Xunit.Snapshot.Match(text, name);
        }
        catch (Exception) when (accepted is not null)
        {
            // The library shows both texts on one line each, with every line end escaped.
            string mismatch = Path.Combine(place.FolderPath, "__snapshots__", "__mismatch__", place.Filename);
            Assert.Fail($"{TextDifference.Show(accepted, text.TrimEnd('\n'))}\nAccepted: {path}\nNew:      {mismatch}\nTo accept the new text, delete the accepted file and run the test again.");
        }
    }
}
