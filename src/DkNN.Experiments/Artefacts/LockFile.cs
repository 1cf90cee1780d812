using Microsoft.Win32.SafeHandles;

namespace DkNN.Experiments;

/// <summary>
/// Files whose being open is a lock: held by one, or shared by many, until the handle is disposed or its process ends, however it ends.
/// It holds between processes, whatever their numbers, and between handles of one process.
/// </summary>
internal static class LockFile
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMacOS = 35;

    /// <summary>As long as no one keeps a lock that others wait for, unless it is stopped.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Takes a lock for one alone; null where another has it or shares it.</summary>
    /// <param name="path">The file; made where absent, in a folder that exists.</param>
    public static SafeFileHandle? TryHold(string path) => Try(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes a lock for one alone, as soon as it is free.</summary>
    /// <param name="path">The file; made where absent, in a folder that exists.</param>
    /// <exception cref="IOException">It is not let go of.</exception>
    public static SafeFileHandle Hold(string path) => Wait(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes a lock that others may share, as soon as no one holds it alone.</summary>
    /// <param name="path">The file; made where absent, in a folder that exists.</param>
    /// <exception cref="IOException">It is not let go of.</exception>
    public static SafeFileHandle Share(string path) => Wait(path, FileAccess.Read, FileShare.Read);

    private static SafeFileHandle Wait(string path, FileAccess access, FileShare share)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var spin = default(SpinWait); ; spin.SpinOnce())
        {
            if (Try(path, access, share) is { } handle) return handle;
            if (Environment.TickCount64 > end)
            {
                throw new IOException($"'{path}' is locked by another process, which seems to be stopped; go on with it, or end it.");
            }
        }
    }

    private static SafeFileHandle? Try(string path, FileAccess access, FileShare share)
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException problem) when (problem.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMacOS)
        {
            return null;
        }
    }
}
