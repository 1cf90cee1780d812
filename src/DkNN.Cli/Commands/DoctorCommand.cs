using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using DkNN.Experiments;
using DkNN.Model;
using DkNN.Hosting;
using DkNN.Torch;
using SkiaSharp;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary><c>dknn doctor</c>: looks whether everything that a run needs is there and works.</summary>
internal sealed class DoctorCommand : Command
{
    public DoctorCommand()
        : base("doctor", "Check the native library, the processor, plugins, data and cache.")
    {
        Options.Add(CommonOptions.Data);
        Options.Add(CommonOptions.Cache);
        CommonOptions.AddPluginOptions(this);
        Options.Add(CommonOptions.Json);
        SetAction(arguments => Check(AnsiConsole.Console.Profile.Out.Writer, arguments));
    }

    private static int Check(TextWriter output, ParseResult arguments)
    {
        var findings = new List<DoctorFinding>();
        bool isJson = arguments.GetValue(CommonOptions.Json);
        foreach (var finding in Findings(arguments))
        {
            // At once: what is looked at next may bring the process down.
            if (!isJson) output.WriteLine($"{finding.What,-10} {finding.Found}");
            findings.Add(finding);
        }
        bool isWell = findings.TrueForAll(finding => finding.IsWell);
        if (isJson) ListingJson.Write(new DoctorListing(isWell, [.. findings]), ListingJson.Default.DoctorListing);
        return isWell ? ExitCode.Success : ExitCode.Failed;
    }

    private static IEnumerable<DoctorFinding> Findings(ParseResult arguments)
    {
        yield return new("program", $"{ProgramInfo.Current.Name} {ProgramInfo.Current.Version}, plugin contract {PluginContract.Version}");
        yield return new(
            "system",
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}");
        yield return new("processor", $"{Quantity.Of(Environment.ProcessorCount, "core")}, {string.Join(", ", Features())}");
        yield return new(
            "memory",
            string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):F1} GiB"));
        foreach (var finding in Torch()) yield return finding;
        foreach (var finding in Plugins(arguments)) yield return finding;
        var data = CommonOptions.OpenData(arguments);
        foreach (var known in data.Known.Where(known => !known.IsBuiltIn))
        {
            yield return new("data", $"{known.Name}: {data.Find(known.Name) ?? $"not here; 'dknn data fetch {known.Name}' brings it"}");
        }
        yield return new("cache", Cache(arguments));
        int fonts = SKFontManager.Default.FontFamilyCount;
        yield return new("fonts", fonts > 0 ? $"{Quantity.Of(fonts, "font")}" : "none: pictures will have no text; install a font package");
    }

    private static IEnumerable<DoctorFinding> Torch()
    {
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        var native = LibTorch.Probe(
            [.. folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), AppContext.BaseDirectory]);
        yield return new("torch", $"TorchSharp {typeof(TorchSharp.torch).Assembly.GetName().Version}, {native.Path ?? "no native library"}");
        if (native.Error is { } error)
        {
            yield return new("torch", $"DOES NOT LOAD. The loader says: {error}", IsWell: false);
            yield break;
        }
        bool keeps = LibTorch.KeepFreedMemory();
        using var sum = TorchSharp.torch.ones(2).sum();
        yield return new(
            "torch",
            $"loads and computes (1 + 1 = {sum.item<float>().ToString(CultureInfo.InvariantCulture)}), "
            + $"{Quantity.Of(TorchSharp.torch.get_num_threads(), "thread")}, allocator {(keeps ? "told to keep memory" : "as the system's")}");
    }

    private static IEnumerable<DoctorFinding> Plugins(ParseResult arguments)
    {
        var catalogue = CommonOptions.LoadPlugins(arguments);
        yield return new(
            "plugins",
            $"{PluginHost.DefaultFolder}: {Quantity.Of(catalogue.Architectures.Length, "architecture")}, "
            + $"{Quantity.Of(catalogue.Attacks.Length, "attack")}, {Quantity.Of(catalogue.Indexes.Length, "index")}");
        foreach (var failure in catalogue.Failures) yield return new("plugins", failure.ToString(), IsWell: false);
    }

    private static string Cache(ParseResult arguments)
    {
        try
        {
            string root = CommonOptions.CacheRoot(arguments);
            var entries = ArtefactEntry.In(root);
            return $"{root}: {Quantity.Of(entries.Sum(entry => entry.Bytes))} in {Quantity.Of(entries.Count, "artefact")}";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ExperimentException)
        {
            return problem.Message;
        }
    }

    private static IEnumerable<string> Features()
    {
        if (Vector512.IsHardwareAccelerated) yield return "512-bit vectors";
        else if (Vector256.IsHardwareAccelerated) yield return "256-bit vectors";
        else yield return "128-bit vectors";
        if (Avx512F.IsSupported) yield return "AVX-512";
        if (Avx2.IsSupported) yield return "AVX2";
        if (Fma.IsSupported) yield return "FMA";
        if (System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported) yield return "AdvSimd";
    }
}
