namespace DkNN.EndToEnd.Tests;

/// <summary>The lock of trusted plugins, on the command line.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lock => _folder["lock.json"];

    private string Plugins => _folder["plugins"];

    public TrustTests()
    {
        // A stranger's plugin: a first-party one under its own name, from another folder.
        string source = Path.Combine(AppContext.BaseDirectory, "plugins", "DkNN.Indexes.Exact");
        Directory.CreateDirectory(_folder["plugins", "DkNN.Indexes.Exact"]);
        foreach (string file in Directory.GetFiles(source)) File.Copy(file, _folder["plugins", "DkNN.Indexes.Exact", Path.GetFileName(file)]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_trusted_is_offered_and_the_rest_refused_by_name()
    {
        var (code, _, error) = Dknn.Run("plugins", "trust", _folder["nowhere", "Nothing.dll"], "--lock", Lock);
        Assert.Equal(2, code);
        Assert.Contains("Name a plugin's DLL", error, StringComparison.Ordinal);

        (code, string output, error) = Dknn.Run("plugins", "trust", Path.Combine(Own, "DkNN.Attacks.Fgsm", "DkNN.Attacks.Fgsm.dll"), "--lock", Lock);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("trusted, with", output, StringComparison.Ordinal);

        (code, output, _) = Dknn.Run("plugins", "list", "--require-trusted", "--lock", Lock);
        Assert.Equal(0, code);
        Assert.Contains("fgsm", output, StringComparison.Ordinal);
        Assert.Contains("DkNN.Indexes.Exact.dll: It is in no trusted lock file, so none of its code was run.", output, StringComparison.Ordinal);

        (code, _, error) = Dknn.Run("run", "--require-trusted", "--lock", Lock, "--out", _folder["run"]);
        Assert.Equal(2, code);
        Assert.Contains("[untrusted]", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_plugin_of_the_program_is_trusted_at_once_and_one_taken_out_again()
    {
        Assert.Equal(0, Dknn.Run("plugins", "trust", "--lock", Lock).Code);
        var (_, all, _) = Dknn.Run("plugins", "list", "--require-trusted", "--lock", Lock);
        Assert.DoesNotContain("[untrusted]", all, StringComparison.Ordinal);
        Assert.Contains("mnist-kaggle", all, StringComparison.Ordinal);

        Assert.Equal(0, Dknn.Run("plugins", "trust", "DkNN.Models.Mnist.dll", "--remove", "--lock", Lock).Code);
        var (_, fewer, _) = Dknn.Run("plugins", "list", "--require-trusted", "--lock", Lock);
        Assert.Contains("DkNN.Models.Mnist.dll: It is in no trusted", fewer, StringComparison.Ordinal);
        Assert.Equal(2, Dknn.Run("plugins", "trust", "DkNN.Models.Mnist.dll", "--remove", "--lock", Lock).Code);
    }

    [Fact]
    public void A_swapped_file_is_told_by_name()
    {
        // A folder of plugins, or the folder of one: both mean it.
        Assert.Equal(0, Dknn.Run("plugins", "trust", Plugins, "--lock", Lock).Code);
        string[] once = File.ReadAllLines(Lock);
        Assert.Equal(0, Dknn.Run("plugins", "trust", _folder["plugins", "DkNN.Indexes.Exact"], "--lock", Lock).Code);
        Assert.Equal(once, File.ReadAllLines(Lock));
        File.AppendAllText(_folder["plugins", "DkNN.Indexes.Exact", "DkNN.Indexes.Exact.deps.json"], " ");
        var (_, output, _) = Dknn.Run("plugins", "list", "--plugins", Plugins, "--require-trusted", "--lock", Lock);
        Assert.Contains("'DkNN.Indexes.Exact.deps.json' was another when the plugin was trusted", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a lock")]
    public void Without_a_lock_that_can_be_read_nothing_runs(string? content)
    {
        if (content is not null) File.WriteAllText(Lock, content);
        var (code, _, error) = Dknn.Run("plugins", "list", "--require-trusted", "--lock", Lock);
        Assert.Equal(1, code);
        Assert.Contains(Lock, error, StringComparison.Ordinal);
        Assert.Contains("dknn plugins trust", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static string Own => Path.Combine(AppContext.BaseDirectory, "plugins");
}
