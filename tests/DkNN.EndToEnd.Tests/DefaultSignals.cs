using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DkNN.EndToEnd.Tests;

/// <summary>
/// Starts programs that Ctrl-C can stop. What a shell starts in the background ignores the interrupt, and so does all that this starts in
/// turn; the runtime leaves what is ignored as it is.
/// </summary>
internal static partial class DefaultSignals
{
    private const int Interrupt = 2;
    private const nint Default = 0;
    private const nint Ignored = 1;

    private static readonly Lock _starting = new();

    /// <summary>Starts a process.</summary>
    public static Process Start(ProcessStartInfo info)
    {
        if (OperatingSystem.IsWindows()) return Process.Start(info)!;
        lock (_starting)
        {
            if (!IsIgnored()) return Process.Start(info)!;
            SetHandler(Interrupt, Default);
            try
            {
                return Process.Start(info)!;
            }
            finally
            {
                SetHandler(Interrupt, Ignored);
            }
        }
    }

    /// <summary>Asks what is set and changes nothing; the handler is the first field of the structure on every system.</summary>
    private static bool IsIgnored()
    {
        Span<nint> action = stackalloc nint[64];
        return GetAction(Interrupt, 0, ref MemoryMarshal.GetReference(action)) == 0 && action[0] == Ignored;
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int GetAction(int signal, nint none, ref nint action);
}
