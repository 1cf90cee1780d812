using System.CommandLine.Parsing;
using DkNN.Cli;

namespace DkNN.Docs.Tests;

/// <summary>Commands as a reader would type them.</summary>
internal static class Shell
{
    private static readonly string[] DotnetVerbs = ["build", "test", "pack", "new", "run", "publish", "add", "clean", "restore", "tool"];
    private static readonly string[] Others = ["cd", "cp", "mkdir", "mv", "git", "export"];

    /// <summary>The commands of a block, without comments and with lines joined that end in a backslash.</summary>
    public static IEnumerable<string> Lines(string block) =>
        block.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => line.Split(" #")[0].Trim())
            .Where(line => line.Length > 0 && line[0] != '#');

    /// <summary>Fails where there is no such command, option or project.</summary>
    public static void Check(string line)
    {
        string[] words = [.. CommandLineParser.SplitCommandLine(line)];
        switch (words[0])
        {
            case "dknn":
                CheckDknn(line, words[1..]);
                break;
            case "dotnet":
                CheckDotnet(line, words[1..]);
                break;
            default:
                Assert.True(Others.Contains(words[0]), $"'{words[0]}' is no command that the docs use");
                break;
        }
    }

    private static void CheckDknn(string line, string[] arguments)
    {
        var errors = new DknnCommand().Parse(arguments).Errors;
        Assert.True(errors.Count == 0, $"{line}: {string.Join(" ", errors.Select(error => error.Message))}");
    }

    private static void CheckDotnet(string line, string[] arguments)
    {
        Assert.True(DotnetVerbs.Contains(arguments[0]), $"{line}: dotnet has no '{arguments[0]}'");
        int program = Array.IndexOf(arguments, "--");
        string[] own = program < 0 ? arguments : arguments[..program];
        foreach (string path in own.Where(word => word.Contains('/', StringComparison.Ordinal) && word[0] is not ('.' or '-' or '/')))
        {
            string full = Path.Combine(Page.Root, path);
            Assert.True(Path.Exists(full), $"{line}: there is no {path}");
        }
        if (own.Contains("src/DkNN.Cli")) CheckDknn(line, program < 0 ? [] : arguments[(program + 1)..]);
    }
}
