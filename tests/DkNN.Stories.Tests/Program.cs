using System.Diagnostics;

namespace DkNN.Stories.Tests;

/// <summary>Runs a program as a person would in a shell of a clean machine.</summary>
internal static class Program
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>Runs to the end.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="variables">Variables of the environment; an empty value removes one.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>Exit code and all that was printed.</returns>
    public static (int Code, string Output) Run(string directory, IReadOnlyDictionary<string, string> variables, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that runs these tests sets for itself would lead another build astray.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in variables)
        {
            if (value.Length == 0) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', command)}' did not end.");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult());
    }
}
