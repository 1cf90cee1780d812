using System.Runtime.InteropServices;
using System.Text.Json;

namespace DkNN.Stories.Tests;

/// <summary>The program as the page on installing it says: as a .NET tool, and completed by a shell.</summary>
[Collection(StrangerGroup.Name)]
public sealed class ToolStoryTests(Stranger stranger)
{
    private const string Page = "docs/install.md";

    [Fact]
    public void A_tool_is_packed_for_each_system_that_the_README_names()
    {
        using var project = JsonDocument.Parse(stranger.Require(
            "dotnet", "msbuild", Stranger.Project, "-p:ToolPackages=true",
            "-getProperty:PackageId,RuntimeIdentifiers", "-getItem:PackageReference"));
        var properties = project.RootElement.GetProperty("Properties");
        Assert.Equal("dknn", properties.GetProperty("PackageId").GetString());
        Assert.Equal("linux-x64;win-x64;osx-arm64", properties.GetProperty("RuntimeIdentifiers").GetString());
        var references = project.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray();
        Assert.Contains("TorchSharp-cpu", references.Select(reference => reference.GetProperty("Identity").GetString()));
    }

    /// <summary>By the page's lines, for this system only and under a version of their own.</summary>
    [FullFact]
    public void A_tool_is_installed_and_runs()
    {
        string[] lines = Stranger.Block(Page, "## As a .NET tool", "shell").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "dotnet pack src/DkNN.Cli -c Release -p:ToolPackages=true",
                "dotnet tool install --global dknn --add-source ./artifacts/packages",
                "dknn doctor",
            ],
            lines);
        // The project is the repository's own, which must not come to depend on packages that go with the test.
        var (code, said) = stranger.TryWith(
            "NUGET_PACKAGES", Stranger.PackageCache,
            "dotnet", "pack", Stranger.Project, "-c", "Release", "-p:ToolPackages=true", $"-p:Version={stranger.Version}",
            $"-p:ToolPackageRuntimeIdentifiers={RuntimeInformation.RuntimeIdentifier}", "-o", stranger["artifacts", "packages"]);
        Assert.True(code == 0, said);
        stranger.Require("dotnet", "tool", "install", "--global", "dknn", "--add-source", "./artifacts/packages", "--version", stranger.Version);
        string program = stranger["home", ".dotnet", "tools", OperatingSystem.IsWindows() ? "dknn.exe" : "dknn"];
        string doctor = stranger.Require(program, "doctor");
        Assert.Contains("1 + 1 = 2", doctor, StringComparison.Ordinal);
        Assert.Contains("6 indexes", doctor, StringComparison.Ordinal);
        stranger.RunWith([program], "tool-run", "--epochs", "1");
        Assert.True(File.Exists(stranger["tool-run", "results.json"]));
    }

    [Fact]
    public void A_shell_completes_what_the_page_says()
    {
        if (OperatingSystem.IsWindows()) return;
        string said = stranger.Require("bash", "-c", $$"""
            dknn() { dotnet '{{Stranger.BuiltFile}}' "$@"; }
            {{Stranger.Block(Page, "## Completion in a shell", "text")}}
            complete -p dknn
            COMP_LINE='dknn run --index pr' COMP_POINT=19 COMP_WORDS=(dknn run --index pr) COMP_CWORD=3
            _dknn
            echo "${COMPREPLY[@]}"
            """);
        Assert.Equal("complete -o default -F _dknn dknn\nprojected\n", said);
    }
}
