using System.CommandLine.Parsing;
using DkNN.Cli;

namespace DkNN.Docs.Tests;

/// <summary>Commands as a reader would type them.</summary>
internal static class Shell
{
    private static readonly string[] DotnetVerbs = ["build", "test", "pack", "new", "run", "publish", "add", "clean", "restore", "tool", "nuget"];
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

    /// <summary>Fails where a command that a sentence names, perhaps without its arguments, does not exist.</summary>
    public static void CheckMention(string command)
    {
        var unknown = new DknnCommand().Parse(CommandLineParser.SplitCommandLine(command).Skip(1).ToArray()).UnmatchedTokens;
        Assert.True(unknown.Count == 0, $"{command}: there is no {string.Join(' ', unknown)}");
    }

    /// <summary>Runs a command of the program in this process.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string command) =>
        new DknnCommand().Parse(CommandLineParser.SplitCommandLine(command).Skip(1).ToArray()).Invoke();

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
        foreach (string path in own.Where(word => word.Contains('/', StringComparison.Ordinal) && word[0] is not ('.' or '-' or '/' or '$')))
        {
            string full = Path.Combine(Page.Root, path);
            Assert.True(Path.Exists(full), $"{line}: there is no {path}");
        }
        if (own[0] == "run" && own.Contains("src/DkNN.Cli")) CheckDknn(line, program < 0 ? [] : arguments[(program + 1)..]);
    }
}
