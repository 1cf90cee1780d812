using System.Diagnostics;

namespace DkNN.Stories.Tests;

/// <summary>A service of the web in a process of its own, at a port that the system chose.</summary>
internal sealed class RunningService : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="program">The DLL.</param>
    /// <param name="model">The directory that it is told.</param>
    public RunningService(string program, string model)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", "--Model", model])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
        })!;
        string said = "";
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            said += $"{line}\n";
            int address = line.IndexOf(Listening, StringComparison.Ordinal);
            if (address < 0) continue;
            Client = new HttpClient { BaseAddress = new Uri(line[(address + Listening.Length)..].Trim()) };
            // What it goes on to say must be read, or it would stop at a full pipe.
            _ = _process.StandardOutput.ReadToEndAsync();
            return;
        }
        throw new InvalidOperationException($"The service ended before it listened:\n{said}");
    }

    /// <summary>Asks the service.</summary>
    public HttpClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
