using System.Diagnostics;
using System.Text;

namespace DkNN.EndToEnd.Tests;

/// <summary>The program, in a process of its own.</summary>
internal sealed class Dknn : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    /// <summary>A folder of plugins that go wrong.</summary>
    public static readonly string FaultyPlugins = Path.Combine(AppContext.BaseDirectory, "faulty");

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Dknn(IEnumerable<string> arguments, string? directory, byte[]? input = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "dknn.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
            WorkingDirectory = directory ?? Path.GetTempPath(),
        };
        _process = DefaultSignals.Start(start);
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (input is null) return;
        using var writer = _process.StandardInput;
        writer.BaseStream.Write(input);
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <summary>Runs to the end.</summary>
    public static (int Code, string Output, string Error) Run(params IEnumerable<string> arguments) => RunIn(null, arguments);

    /// <summary>Runs to the end in a directory; null for that of temporary files.</summary>
    public static (int Code, string Output, string Error) RunIn(string? directory, params IEnumerable<string> arguments)
    {
        using var program = new Dknn(arguments, directory);
        int code = program.Wait();
        return (code, program.Output, program.Error);
    }

    /// <summary>Runs to the end with something on standard input.</summary>
    public static (int Code, string Output, string Error) RunWith(byte[] input, params IEnumerable<string> arguments)
    {
        using var program = new Dknn(arguments, directory: null, input);
        int code = program.Wait();
        return (code, program.Output, program.Error);
    }

    public static Dknn Start(IEnumerable<string> arguments) => new(arguments, directory: null);

    /// <summary>Waits until a line of progress begins so, or the program ends.</summary>
    public void WaitForLine(string beginning)
    {
        while (!_process.HasExited && !Error.Split('\n').Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
        {
            Thread.Sleep(20);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">There was none in a time that no test takes.</exception>
    public int Wait()
    {
        if (!_process.WaitForExit(_patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dknn has not ended after {_patience}.");
        }

        // Only this overload waits for the last lines of output too.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends the program without warning, as a power cut would.</summary>
    public void Kill() => _process.Kill();

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
    }

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }
}
