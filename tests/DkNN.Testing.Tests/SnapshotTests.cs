namespace DkNN.Testing.Tests;

public sealed class SnapshotTests
{
    private const string Accepted = "one-line-of-many";

    [Theory]
    [InlineData("accuracy 0.9, count 47", true)]
    [InlineData("accuracy 1.0, count 47", true)]
    [InlineData("accuracy 0.8, count 47", true)]
    [InlineData("accuracy 0.7, count 47", false)]
    [InlineData("accuracy 1.1, count 47", false)]
    [InlineData("accuracy 0.9, count 48", false)]
    [InlineData("accuracy 0.90, count 47", false)]
    [InlineData("accuracy 0.9, count 47\nmore", false)]
    public void A_rounded_fraction_may_differ_by_one_in_its_last_place_and_nothing_else(string text, bool isSame) =>
        Assert.Equal(isSame, TextDifference.IsWithinRounding("accuracy 0.9, count 47", text));

    /// <summary>The accepted file is there, so that this test leaves a mismatch and takes it away again.</summary>
    [Fact]
    public void A_difference_is_shown_by_lines_with_the_files()
    {
        string same = string.Join('\n', Enumerable.Range(1, 30).Select(number => $"line {number}"));
        Snapshot.Match(same, Accepted);

        string message = Assert.ThrowsAny<Xunit.Sdk.XunitException>(
            () => Snapshot.Match(same.Replace("line 7\n", "line seven\n", StringComparison.Ordinal), Accepted)).Message;

        string mismatch = message.Split('\n').Single(line => line.StartsWith("New:", StringComparison.Ordinal))["New:".Length..].Trim();
        Assert.True(File.Exists(mismatch), mismatch);
        Directory.Delete(Path.GetDirectoryName(mismatch)!, recursive: true);
        Assert.True(message.Contains("\n-   7: line 7\n+   7: line seven\nAccepted: ", StringComparison.Ordinal), message);
    }
}
