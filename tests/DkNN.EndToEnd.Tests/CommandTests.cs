using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using DkNN.Cli;
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
    [InlineData("plugins-list-json", "plugins list --json")]
    [InlineData("plugins-show-hnsw-json", "plugins show hnsw --json")]
    [InlineData("plugins-show-kaggle-json", "plugins show mnist-kaggle --json")]
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

    /// <summary>What stands on standard output is JSON and nothing else, also where something is wrong.</summary>
    [Fact]
    public void What_the_doctor_and_the_catalogues_find_is_JSON_where_that_is_asked_for()
    {
        Directory.CreateDirectory(_folder["plugins"]);
        File.WriteAllText(_folder["plugins", "text.dll"], "no plugin");
        var (code, output, _) = Dknn.Run("doctor", "--json", "--plugins", _folder["plugins"]);
        Assert.Equal(1, code);
        using var doctor = JsonDocument.Parse(output);
        Assert.False(doctor.RootElement.GetProperty("isWell").GetBoolean());
        var findings = doctor.RootElement.GetProperty("findings").EnumerateArray();
        Assert.Equal("plugins", Assert.Single(findings, finding => !finding.GetProperty("isWell").GetBoolean()).GetProperty("what").GetString());

        (code, output, _) = Dknn.Run("plugins", "list", "--json", "--plugins", _folder["plugins"]);
        Assert.Equal(0, code);
        using var plugins = JsonDocument.Parse(output);
        var failure = Assert.Single(plugins.RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal(
            (_folder["plugins", "text.dll"], "not-a-dll"), (failure.GetProperty("path").GetString(), failure.GetProperty("code").GetString()));

        IdxDirectory.Write(GlyphSet.Create(train: 20, test: 20), _folder["mnist"]);
        (code, output, _) = Dknn.Run("data", "list", "--json", "--data", _folder.Path);
        Assert.Equal(0, code);
        using var data = JsonDocument.Parse(output);
        var places = data.RootElement.GetProperty("dataSets").EnumerateArray()
            .ToDictionary(set => set.GetProperty("name").GetString()!, set => set.GetProperty("path").GetString());
        Assert.Equal((null, _folder["mnist"]), (places["glyphs"], places["mnist"]));
    }

    [Theory]
    [InlineData("run --layers ", "all ConvolutionsOnly DeepLayers")]
    [InlineData("run -a mnist-kaggle --layers ", "all BatchNormOnly MaxPoolOnly")]
    [InlineData("bench rows --index h", "hnsw lsh")]
    [InlineData("run --dataset ", "fashion-mnist glyph-letters glyphs mnist")]
    [InlineData("plugins show mnist", "mnist-baseline mnist-kaggle")]
    [InlineData("data fetch f", "fashion-mnist")]
    public void Names_are_completed_where_they_are_expected(string line, string names) =>
        Assert.Equal(names, string.Join(' ', new DknnCommand().Parse(line).GetCompletions(line.Length).Select(completion => completion.Label)));

    [Theory]
    [InlineData("doctor ")]
    [InlineData("compare ")]
    public void The_help_is_offered_under_no_name_that_may_be_a_path(string line)
    {
        var offered = new DknnCommand().Parse(line).GetCompletions(line.Length).Select(completion => completion.Label).ToArray();
        Assert.Contains("--help", offered);
        Assert.DoesNotContain(offered, name => name.StartsWith('/') || name.Contains('?', StringComparison.Ordinal));
    }

    /// <summary>Only Linux has a device that is always full.</summary>
    [Theory]
    [InlineData("plugins list")]
    [InlineData("plugins --help")]
    public void Standard_output_that_cannot_be_written_is_named(string command)
    {
        if (!File.Exists("/dev/full")) return;
        string program = Path.Combine(AppContext.BaseDirectory, "dknn.dll");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec dotnet '{program}' {command} > /dev/full"]) { RedirectStandardError = true })!;
        string error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal((1, "dknn: Standard output cannot be written: No space left on device.\n"), (shell.ExitCode, error));
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
        return Sha256().Replace(scrubbed, "{sum}");
    }

    [GeneratedRegex("(?<=SHA-256 |\"sha256\": \")[0-9a-f]{64}")]
    private static partial Regex Sha256();
}
