using System.Globalization;
using System.Reflection;
using DkNN.Data;

namespace DkNN.Stories.Tests;

/// <summary>
/// A machine that has the program and a folder of packages, and a directory outside the repository to work in. The packages get a version
/// of their own each time, and their unpacked copies go with the test; what is not ours comes from where packages always come from.
/// </summary>
public sealed class Stranger : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables;

    public Stranger()
    {
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");
        string? cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES");
        _variables = new()
        {
            ["NUGET_PACKAGES"] = _folder["unpacked"],
            ["RestoreFallbackFolders"] =
                string.IsNullOrEmpty(cache) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages") : cache,
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["CI"] = "",
        };
        Require("dotnet", "pack", RepositoryRoot, "--no-build", "-c", Configuration, $"-p:Version={Version}", "-o", _folder["packages"]);
        File.WriteAllText(_folder["nuget.config"], $"""
            <configuration><packageSources><add key="dknn" value="{_folder["packages"]}" /></packageSources></configuration>
            """);
        Require("dotnet", "new", "install", Path.Combine(_folder["packages"], $"DkNN.Templates.{Version}.nupkg"), "--debug:custom-hive", Hive);
        var digits = GlyphSet.Create(train: 1_200, test: 450);
        IdxDirectory.Write(new DataSet("digits", digits.Train, digits.Test), Digits);
    }

    /// <summary>Version of the packages.</summary>
    public string Version { get; }

    private static string RepositoryRoot => Metadata(nameof(RepositoryRoot));

    private static string Configuration => Metadata(nameof(Configuration));

    private string Hive => _folder["hive"];

    private string Digits => _folder["digits"];

    /// <summary>A path in the working directory.</summary>
    public string this[params string[] parts] => _folder[parts];

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>All that it printed.</returns>
    public string Require(params string[] command)
    {
        var (code, output) = Try(command);
        Assert.True(code == 0, $"'{string.Join(' ', command)}' ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs a command.</summary>
    public (int Code, string Output) Try(params string[] command) => Program.Run(_folder.Path, _variables, command);

    /// <summary>Runs a command with one more variable.</summary>
    public (int Code, string Output) TryWith(string variable, string value, params string[] command) =>
        Program.Run(_folder.Path, new Dictionary<string, string>(_variables) { [variable] = value }, command);

    /// <summary>Makes a solution of a template.</summary>
    public void New(string template, string name) =>
        Require("dotnet", "new", template, "-n", name, "-o", name, "--debug:custom-hive", Hive);

    /// <summary>Copies a sample, with the packages' version put in.</summary>
    public void CopySample(string name)
    {
        string source = Path.Combine(RepositoryRoot, "samples", name);
        foreach (string file in Directory.EnumerateFiles(source))
        {
            Directory.CreateDirectory(_folder[name]);
            string text = File.ReadAllText(file).Replace("Version=\"0.1.0\"", $"Version=\"{Version}\"", StringComparison.Ordinal);
            File.WriteAllText(_folder[name, Path.GetFileName(file)], text);
        }
    }

    /// <summary>Copies files into a folder of plugins.</summary>
    public void Drop(string plugins, params IEnumerable<string> files)
    {
        Directory.CreateDirectory(_folder[plugins]);
        foreach (string file in files) File.Copy(file, Path.Combine(_folder[plugins], Path.GetFileName(file)));
    }

    /// <summary>Runs the program, which must succeed.</summary>
    public string Dknn(params string[] arguments) =>
        Require(["dotnet", Path.Combine(RepositoryRoot, "src", "DkNN.Cli", "bin", Configuration, "net10.0", "dknn.dll"), .. arguments]);

    /// <summary>Runs a small experiment with a folder of plugins.</summary>
    public string Run(string plugins, string output, params string[] arguments) => Dknn(
    [
        "run", "--dataset", Digits, "--plugins", _folder[plugins], "--out", _folder[output], "--cache", _folder["cache"], "--epochs", "8",
        "--epsilons", "0.2", "--neighbors", "20", "--calibration", "100", "--limit", "60", .. arguments,
    ]);

    /// <summary>Deletes everything.</summary>
    public void Dispose() => _folder.Dispose();

    private static string Metadata(string key) => typeof(Stranger).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
