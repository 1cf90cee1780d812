using System.Diagnostics;
using System.Text.RegularExpressions;

namespace DkNN.Docs.Tests;

/// <summary>A project of a stranger, built by <c>dotnet build</c> with the contracts, the generator and the analyzer that the tests stand beside.</summary>
internal sealed partial class BuiltProject : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dknn-build-");

    /// <summary>Writes the files and builds them.</summary>
    /// <param name="files">Texts by name of file.</param>
    /// <param name="hasTorch">Whether DkNN.Torch is referenced.</param>
    public BuiltProject(IEnumerable<KeyValuePair<string, string>> files, bool hasTorch = true)
    {
        foreach (var (name, text) in files) File.WriteAllText(PathOf(name), text);
        string[] references =
            ["DkNN.Abstractions", "DkNN.Vectors", "Microsoft.Extensions.DependencyInjection.Abstractions", .. hasTorch ? ["DkNN.Torch", "TorchSharp"] : Array.Empty<string>()];
        File.WriteAllText(PathOf("Directory.Build.props"), "<Project />");
        File.WriteAllText(PathOf("Directory.Build.targets"), "<Project />");
        File.WriteAllText(PathOf("Directory.Packages.props"), "<Project />");
        // What is only said is printed as a warning, so that it can be read.
        File.WriteAllText(PathOf(".globalconfig"), "is_global = true\ndotnet_diagnostic.DKNN044.severity = warning\n");
        File.WriteAllText(PathOf("Stranger.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references.Select(name => $"<Reference Include=\"{Beside(name)}\" />"))}
                <Analyzer Include="{Beside("DkNN.Generators")};{Beside("DkNN.Generators.CodeFixes")}" />
              </ItemGroup>
            </Project>
            """);
        Output = Build();
        Found =
        [
            .. Line().Matches(Output)
                .Select(line => new Complaint(
                    Path.GetFileName(line.Groups["file"].Value),
                    int.Parse(line.Groups["line"].Value),
                    int.Parse(line.Groups["column"].Value),
                    line.Groups["id"].Value))
                .Distinct(),
        ];
    }

    /// <summary>All that the build printed.</summary>
    public string Output { get; }

    /// <summary>Errors, and warnings of ours.</summary>
    public IReadOnlyList<Complaint> Found { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Beside(string assembly) => Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll");

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private string Build()
    {
        var start = new ProcessStartInfo("dotnet", ["build", "-v", "q", "-nologo", "-consoleLoggerParameters:NoSummary", "-m:1"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
        };
        // A test host hands its own SDK's paths on, with which msbuild would start as another.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex(@"^(?<file>[^\n(]+)\((?<line>\d+),(?<column>\d+)\): (error (?<id>\w+)|warning (?<id>DKNN\d+)):", RegexOptions.Multiline)]
    private static partial Regex Line();

    /// <summary>What the compiler says of a place, counted from 1.</summary>
    internal sealed record Complaint(string File, int Line, int Column, string Id);
}
