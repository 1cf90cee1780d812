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
    private readonly Lazy<Workshop> _workshop;

    public Stranger()
    {
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");
        _variables = new()
        {
            ["NUGET_PACKAGES"] = _folder["unpacked"],
            ["RestoreFallbackFolders"] = PackageCache,
            ["HOME"] = _folder["home"],
            ["DOTNET_CLI_HOME"] = _folder["home"],
            ["MSBUILDDISABLENODEREUSE"] = "1",
            // One compiler for all that strangers build, as on their machines.
            ["UseSharedCompilation"] = "",
            // A copy of libtorch for each project that is built would be gigabytes.
            ["CreateHardLinksForCopyLocalIfPossible"] = "true",
            ["CreateHardLinksForPublishFilesIfPossible"] = "true",
            // The repository's own build asks the network which packages have known flaws; a dozen restores more need not.
            ["NuGetAudit"] = "false",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["CI"] = "",
            // Strangers have no data, which small pipelines would read.
            ["DKNN_DATA"] = "",
        };
        // A home of its own, with the sources of packages that this machine has.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), settings = Path.Combine(".nuget", "NuGet", "NuGet.Config");
        if (File.Exists(Path.Combine(home, settings)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder["home", settings])!);
            File.Copy(Path.Combine(home, settings), _folder["home", settings]);
        }
        Directory.CreateDirectory(_folder["repository"]);
        FollowReadme();
        var digits = GlyphSet.Create(train: 1_200, test: 450);
        IdxDirectory.Write(new DataSet("digits", digits.Train, digits.Test), Digits);
        _workshop = new(() => new Workshop(this));
    }

    /// <summary>What the stranger wrote, built when a story first asks for it.</summary>
    internal Workshop Workshop => _workshop.Value;

    /// <summary>Version of the packages.</summary>
    public string Version { get; }

    /// <summary>Where this machine's packages are unpacked.</summary>
    public static string PackageCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Folder of the program's project.</summary>
    public static string Project => Path.Combine(RepositoryRoot, "src", "DkNN.Cli");

    /// <summary>The built program, for <c>dotnet</c>.</summary>
    public static string BuiltFile => Path.Combine(ProgramFolder, "dknn.dll");

    /// <summary>The command that runs it.</summary>
    public static string[] BuiltCommand => ["dotnet", BuiltFile];

    private static string RepositoryRoot => Metadata(nameof(RepositoryRoot));

    private static string Configuration => Metadata(nameof(Configuration));

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

    /// <summary>
    /// Runs the lines of README's "Write a plugin" as they stand, in a folder that stands for the repository. Only the first is added to: it
    /// packs what is built already, and under a version of its own.
    /// </summary>
    private void FollowReadme()
    {
        const string Pack = "dotnet pack -c Release";
        string block = Block("README.md", "## Write a plugin", "shell");
        Assert.StartsWith(Pack + "\n", block, StringComparison.Ordinal);
        string pack = $"dotnet pack '{RepositoryRoot}' --no-build -c {Configuration} -p:Version={Version} -o artifacts/packages";
        string lines = $"cd '{_folder["repository"]}'\n{pack}{block[Pack.Length..]}";
        if (OperatingSystem.IsWindows()) Require("pwsh", "-Command", $"$ErrorActionPreference='Stop'; $PSNativeCommandUseErrorActionPreference=$true\n{lines}");
        else Require("bash", "-ec", lines);
    }

    /// <summary>The first block of a kind below a heading of a page.</summary>
    public static string Block(string page, string heading, string kind) =>
        File.ReadAllText(Path.Combine(RepositoryRoot, page)).ReplaceLineEndings("\n").Split($"{heading}\n")[1].Split($"```{kind}\n")[1].Split("```")[0];

    /// <summary>Runs built tests, which must pass.</summary>
    public void Test(string assembly) => Assert.Contains("Passed!", Require("dotnet", "test", assembly), StringComparison.Ordinal);

    /// <summary>Copies a sample into a folder, with the packages' version put in.</summary>
    public void CopySample(string name, string folder)
    {
        CopyFiles(Sample(name), _folder[folder, name]);
        foreach (string file in Directory.EnumerateFiles(_folder[folder, name]))
        {
            File.WriteAllText(file, File.ReadAllText(file)
                .Replace("Version=\"0.1.0\"", $"Version=\"{Version}\"", StringComparison.Ordinal)
                .Replace("@0.1.0", $"@{Version}", StringComparison.Ordinal));
        }
    }

    /// <summary>Copies the index that README makes, without its tests and its builds.</summary>
    /// <returns>The project.</returns>
    public string CopyIndex(string folder)
    {
        CopyFiles(_folder["MyIndex", "MyIndex"], _folder[folder]);
        return _folder[folder, "MyIndex.csproj"];
    }

    /// <summary>Adds a reference to a project.</summary>
    public static void AddPackage(string project, string package, string version) => File.WriteAllText(project, File.ReadAllText(project).Replace(
        "</ItemGroup>", $"<PackageReference Include=\"{package}\" Version=\"{version}\" /></ItemGroup>", StringComparison.Ordinal));

    /// <summary>The path of a sample's file, as it stands in the repository.</summary>
    public static string Sample(string path) => Path.Combine(RepositoryRoot, "samples", path);

    /// <summary>Copies files into a folder of plugins.</summary>
    public void Drop(string plugins, params IEnumerable<string> files)
    {
        Directory.CreateDirectory(_folder[plugins]);
        foreach (string file in files) File.Copy(file, Path.Combine(_folder[plugins], Path.GetFileName(file)));
    }

    /// <summary>Runs the program, which must succeed.</summary>
    public string Dknn(params string[] arguments) => Require([.. BuiltCommand, .. arguments]);

    /// <summary>Runs a small experiment with a folder of plugins, on a network that has learnt a little.</summary>
    public string Run(string plugins, string output, params string[] arguments) =>
        RunWith(BuiltCommand, output, ["--plugins", _folder[plugins], "--epochs", "2", .. arguments]);

    /// <summary>Runs a small experiment by a program given.</summary>
    public string RunWith(string[] program, string output, params string[] arguments) => Require(
    [
        .. program, "run", "--dataset", Digits, "--out", _folder[output], "--cache", _folder["cache"],
        "--epsilons", "0.2", "--neighbors", "20", "--calibration", "100", "--limit", "60", .. arguments,
    ]);

    /// <summary>Publishes the program, which is built already.</summary>
    public void Publish(string output)
    {
        var (code, said) = TryPublish(output, "--no-build");
        Assert.True(code == 0, said);
    }

    /// <summary>Asks to publish the program.</summary>
    public (int Code, string Output) TryPublish(string output, params string[] options) => Try(
        ["dotnet", "publish", Project, "-c", Configuration, "--no-restore", "-o", _folder[output], .. options]);

    /// <summary>The files of a folder, by their paths in it.</summary>
    public string[] Files(string folder) => FilesOf(_folder[folder]);

    /// <summary>The files that the program's build made.</summary>
    public static string[] BuiltProgram() => FilesOf(ProgramFolder);

    /// <summary>Ends the compiler that serves the builds, and deletes everything.</summary>
    public void Dispose()
    {
        Try("dotnet", "build-server", "shutdown", "--vbcscompiler");
        _folder.Dispose();
    }

    private static string ProgramFolder => Path.Combine(Project, "bin", Configuration, "net10.0");

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>What belongs to a program; a build for one system, in a folder of its name, is another program's.</summary>
    private static string[] FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.Contains('/', StringComparison.Ordinal) || file.Split('/')[0] is "plugins" or "runtimes")
            .Order(StringComparer.Ordinal),
    ];

    private static string Metadata(string key) => typeof(Stranger).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
