using System.Runtime.InteropServices;

namespace DkNN.Torch;

/// <summary>The native library under TorchSharp: its memory and its state.</summary>
public static partial class LibTorch
{
    private const int MallocTrimThreshold = -1;
    private const int MallocTopPad = -2;
    private const int MallocMapLimit = -4;

    private const string KernelsVariable = "ONEDNN_PRIMITIVE_CACHE_CAPACITY";

    /// <summary>More than any network needs for a few sizes of batches.</summary>
    private const int MostKernels = 256;

    /// <summary>
    /// Tells the C library's allocator to keep freed memory. libtorch frees every large tensor, which by default goes back to the system
    /// and is faulted in again, page by page, for the next one: about a third of the time of training. Call it before the first tensor.
    /// </summary>
    /// <returns>Whether it took effect: on glibc only; elsewhere nothing is changed.</returns>
    public static bool KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint libc)) return false;
        if (!NativeLibrary.TryGetExport(libc, "gnu_get_libc_version", out _)) return false;
        return SetAllocator(MallocMapLimit, 0) == 1
            && SetAllocator(MallocTrimThreshold, int.MaxValue) == 1
            && SetAllocator(MallocTopPad, 256 << 20) == 1;
    }

    /// <summary>
    /// Bounds what oneDNN, which libtorch convolves with, remembers: it keeps compiled code for each layer and size of batch, 1,024 of
    /// them, so that the memory of a process which answers batches of all sizes grew by hundreds of megabytes. A variable that is set
    /// stands. It is read at the first convolution.
    /// </summary>
    internal static void BoundKernels()
    {
        if (Environment.GetEnvironmentVariable(KernelsVariable) is not null) return;
        // What .NET sets is not seen by native code but on Windows.
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(KernelsVariable, $"{MostKernels}");
        else if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out _)) _ = SetVariable(KernelsVariable, $"{MostKernels}", overwrite: 0);
    }

    /// <summary>Sets how many threads an operation is computed on; call it before the first one.</summary>
    /// <param name="threads">How many, at least 1.</param>
    public static void UseThreads(int threads) => TorchSharp.torch.set_num_threads(threads);

    /// <summary>
    /// Loads the native library as the operating system's loader does, and gives the loader's own words where that fails. TorchSharp's
    /// message names a missing package instead, whatever the cause.
    /// </summary>
    /// <param name="searched">Folders that the natives may stand in.</param>
    /// <returns>The path loaded, or the loader's message.</returns>
    public static NativeLoad Probe(IEnumerable<string> searched)
    {
        ArgumentNullException.ThrowIfNull(searched);
        string prefix = OperatingSystem.IsWindows() ? "" : "lib";
        string suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        string[] folders = [.. searched.Where(Directory.Exists)];
        string? path = folders.Select(folder => Path.Combine(folder, $"{prefix}LibTorchSharp{suffix}")).FirstOrDefault(File.Exists);
        if (path is null) return new NativeLoad(null, $"{prefix}LibTorchSharp{suffix} is in none of: {string.Join(", ", folders)}.");
        try
        {
            // In TorchSharp's own order, so that the second finds what the first has loaded.
            NativeLibrary.Load(Path.Combine(Path.GetDirectoryName(path)!, $"{prefix}torch_cpu{suffix}"));
            NativeLibrary.Load(path);
            return new NativeLoad(path, null);
        }
        catch (DllNotFoundException problem)
        {
            return new NativeLoad(path, problem.Message);
        }
        catch (BadImageFormatException problem)
        {
            return new NativeLoad(path, problem.Message);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetAllocator(int parameter, int value);

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
