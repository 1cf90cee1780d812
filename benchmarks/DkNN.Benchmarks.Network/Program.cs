// dotnet run -c Release --project benchmarks/DkNN.Benchmarks.Network [ARCHITECTURE …]
//
// The allocator's settings hold for a whole process, so each way of working is measured in processes of its own; they take turns, so that
// a busy machine slows both alike. Times are medians over rounds, in milliseconds per 500 images; only the ratios mean anything elsewhere.
using System.Diagnostics;
using System.Globalization;
using DkNN.Benchmarks.Network;
using Spectre.Console;

const int Rounds = 3;
const string AsItComes = "as-it-comes";
const string Tuned = "tuned";

if (args is [AsItComes or Tuned, var measured])
{
    foreach (var (operation, milliseconds) in NetworkMeasurement.Run(measured, tuned: args[0] == Tuned))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{operation}={milliseconds:R}"));
    }
    return;
}

if (args is ["selection", var extracted, var selection])
{
    foreach (var (quantity, value) in NetworkMeasurement.Extract(extracted, selection))
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{quantity}={value:R}"));
    }
    return;
}

var selections = new Table().AddColumns("architecture", "selection", "extraction, ms", "of all", "peak memory, MiB", "of all");
foreach (var (architecture, names) in new[]
         {
             ("mnist-baseline", (string[])["all", "ConvolutionsOnly", "DeepLayers"]),
             ("mnist-kaggle", ["all", "MaxPoolOnly", "BatchNormOnly"]),
             ("resnet-20", ["all", "BlockSums", "EarlySums", "LateLayers"]),
         })
{
    var all = new Dictionary<string, double>();
    foreach (string name in names)
    {
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Measure("selection", architecture, name)).ToList();
        double time = Median(rounds, "milliseconds"), memory = Median(rounds, "bytes") / (1 << 20);
        if (name == "all") (all["time"], all["memory"]) = (time, memory);
        selections.AddRow(
            architecture, name, Text(time, "F0"), Text(time / all["time"], "F2"), Text(memory, "F0"), Text(memory / all["memory"], "F2"));
    }
}
AnsiConsole.Write(selections);

var table = new Table().AddColumns("architecture", "operation", "as it comes, ms", "tuned, ms", "ratio");
foreach (string architecture in args.Length > 0 ? args : ["mnist-baseline", "mnist-kaggle"])
{
    var plain = new List<Dictionary<string, double>>();
    var tuned = new List<Dictionary<string, double>>();
    for (int round = 0; round < Rounds; round++)
    {
        plain.Add(Measure(AsItComes, architecture));
        tuned.Add(Measure(Tuned, architecture));
    }
    foreach (string operation in plain[0].Keys)
    {
        double before = Median(plain, operation), after = Median(tuned, operation);
        table.AddRow(architecture, operation, Text(before, "F0"), Text(after, "F0"), Text(before / after, "F2"));
    }
}
AnsiConsole.Write(table);

static Dictionary<string, double> Measure(params string[] what)
{
    using var process = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, what) { RedirectStandardOutput = true })!;
    var times = new Dictionary<string, double>();
    while (process.StandardOutput.ReadLine() is { } line)
    {
        string[] parts = line.Split('=');
        times.Add(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
    process.WaitForExit();
    return process.ExitCode == 0
        ? times
        : throw new InvalidOperationException($"Measuring {string.Join(' ', what)} failed with exit code {process.ExitCode}.");
}

static double Median(List<Dictionary<string, double>> rounds, string operation) =>
    rounds.Select(round => round[operation]).Order().ElementAt(rounds.Count / 2);

static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
