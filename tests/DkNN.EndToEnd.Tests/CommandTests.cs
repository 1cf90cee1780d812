using System.Text.RegularExpressions;
using DkNN.Data;

namespace DkNN.EndToEnd.Tests;

public sealed partial class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("run-help", "run --help")]
    [InlineData("bench-help", "bench --help")]
    [InlineData("plugins-list", "plugins list")]
    [InlineData("plugins-show-kaggle", "plugins show mnist-kaggle")]
    [InlineData("plugins-show-fgsm", "plugins show fgsm")]
    public void Output_is_what_it_was(string snapshot, string command)
    {
        var (code, output, error) = Dknn.Run(command.Split(' '));
        Assert.Equal((0, ""), (code, error));
        Snapshot.Match(Scrubbed(output), snapshot);
    }

    [Fact]
    public void Broken_plugins_are_told_in_a_line_each_and_the_rest_works()
    {
        string good = Path.Combine(AppContext.BaseDirectory, "plugins", "DkNN.Indexes.Exact", "DkNN.Indexes.Exact.dll");
        byte[] whole = File.ReadAllBytes(good);
        Directory.CreateDirectory(_folder["plugins"]);
        File.WriteAllText(_folder["plugins", "text.dll"], "no plugin");
        File.WriteAllBytes(_folder["plugins", "truncated.dll"], whole[..(whole.Length / 2)]);
        File.WriteAllBytes(_folder["plugins", "empty.dll"], []);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "DkNN.Core.dll"), _folder["plugins", "DkNN.Core.dll"]);

        var (code, output, _) = Dknn.Run("plugins", "list", "--plugins", _folder["plugins"]);
        Assert.Equal(0, code);
        foreach (string name in new[] { "text.dll", "truncated.dll", "empty.dll", "DkNN.Core.dll" })
        {
            Assert.Single(output.Split('\n'), line => line.Contains(_folder["plugins", name], StringComparison.Ordinal));
        }
        Assert.Contains("mnist-kaggle", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_plugins_of_one_name_are_refused_naming_both_files()
    {
        string good = Path.Combine(AppContext.BaseDirectory, "plugins", "DkNN.Indexes.Exact", "DkNN.Indexes.Exact.dll");
        Directory.CreateDirectory(_folder["plugins"]);
        string copy = _folder["plugins", "Copy.dll"];
        File.Copy(good, copy);
        var (code, _, error) = Dknn.Run("run", "--plugins", _folder["plugins"], "--out", _folder["run"], "--cache", _folder["cache"]);
        Assert.Equal(2, code);
        Assert.Contains(good, error, StringComparison.Ordinal);
        Assert.Contains(copy, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_finds_everything_well()
    {
        var (code, output, _) = Dknn.Run("doctor");
        Assert.Equal(0, code);
        Assert.Contains("1 + 1 = 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_other_content_than_the_published_are_not_verified()
    {
        IdxDirectory.Write(GlyphSet.Create(train: 20, test: 20), _folder["mnist"]);
        var (code, output, error) = Dknn.Run("data", "verify", "mnist", "--data", _folder.Path);
        Assert.Equal(1, code);
        Assert.Equal(4, output.Split('\n').Count(line => line.Contains("wrong: SHA-256", StringComparison.Ordinal)));
        Assert.Contains("dknn data fetch mnist", error, StringComparison.Ordinal);
    }

    private static string Scrubbed(string output)
    {
        string scrubbed = output.Replace(AppContext.BaseDirectory, "{program}/", StringComparison.Ordinal);
        return Sha256().Replace(scrubbed, "SHA-256 {sum}");
    }

    [GeneratedRegex("SHA-256 [0-9a-f]{64}")]
    private static partial Regex Sha256();
}
