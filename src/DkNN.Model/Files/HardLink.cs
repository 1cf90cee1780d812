using System.Runtime.InteropServices;

namespace DkNN.Model;

/// <summary>A second name for a file, where the file system has such; gigabytes of rows are then there once.</summary>
internal static partial class HardLink
{
    /// <summary>Links a file, or copies it where that cannot be.</summary>
    /// <param name="source">The file.</param>
    /// <param name="target">The new name, which must be free.</param>
    public static void OrCopy(string source, string target)
    {
        if (!TryLink(source, target)) File.Copy(source, target);
    }

    private static bool TryLink(string source, string target) => OperatingSystem.IsWindows()
        ? CreateHardLink(target, source, 0)
        : Link(source, target) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string source, string target);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string target, string source, nint attributes);
}
