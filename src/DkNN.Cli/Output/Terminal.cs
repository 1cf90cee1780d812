using System.Text;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>
/// Where the program speaks: what it was asked for on standard output, progress and complaints on standard error, both in UTF-8. Sentences
/// and paths are written as they are; only tables go through a console that knows its width.
/// </summary>
internal static class Terminal
{
    /// <summary>Wider than any table: what is piped must not be broken where a terminal would.</summary>
    private const int Unbroken = 10_000;

    /// <summary>Sets both up; once, before anything is written.</summary>
    public static void Prepare()
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            Console.OutputEncoding = encoding;
        }
        catch (IOException)
        {
            // Windows has no code page to set where there is no console; what is redirected is written as before.
        }
        Console.SetOut(new StreamWriter(new StandardOutput(), encoding) { AutoFlush = true });
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = Unbroken;
    }

    /// <summary>The console of standard error, where it is one that people look at; null where it is redirected.</summary>
    public static IAnsiConsole? ForProgress()
    {
        if (Console.IsErrorRedirected) return null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities.Interactive ? console : null;
    }
}
