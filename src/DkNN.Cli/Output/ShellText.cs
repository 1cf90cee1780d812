using System.Buffers;

namespace DkNN.Cli;

/// <summary>Writes what was typed so that it can be typed again, in the shell that people of this system use.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Harmless =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/\\:._-+=,@%");

    /// <summary>The program's own command line.</summary>
    /// <param name="arguments">The arguments that it got.</param>
    public static string Command(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quoted).Prepend("dknn"));

    /// <summary>One argument, quoted where a shell would change it.</summary>
    /// <param name="argument">The argument.</param>
    public static string Quoted(string argument)
    {
        bool isHarmless = argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(Harmless);
        if (OperatingSystem.IsWindows()) return isHarmless ? argument : $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return isHarmless && !argument.Contains('\\', StringComparison.Ordinal)
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
