using System.Text.Json;
using DkNN.Benchmarks;
using DkNN.Vectors;

namespace DkNN.EndToEnd.Tests;

public sealed class BenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BenchTests()
    {
        WriteRows("Deep.train.npy", 400, 16, seed: 1);
        WriteRows("Deep.clean.npy", 30, 16, seed: 2);
        WriteRows("Deep.strange.npy", 30, 16, seed: 3);
    }

    private string Rows => _folder["rows"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Engines_are_measured_in_processes_of_their_own_and_compared_with_peers()
    {
        File.WriteAllText(_folder["peers.csv"], """
            layer,engine,options,effort,threads,queries,recall,milliseconds,build_seconds,index_bytes,load_seconds,peak_bytes
            Deep,hnswlib,,75,1,clean,0.99,0.5,2,1000,0.1,100000
            Deep,hnswlib,,75,1,strange,0.98,0.5,2,1000,0.1,100000

            """);
        var (code, output, error) = Bench("-i", "hnsw:m=8", "-i", "exact", "--threads", "1", "--peers", _folder["peers.csv"]);
        Assert.Equal(0, code);
        Assert.Contains("Measuring Deep: done", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Measuring", output, StringComparison.Ordinal);
        var lines = BenchmarkFile.Read(Path.Combine(Rows, "bench", BenchmarkFile.FileName));
        Assert.Equal(["hnsw", "exact"], lines.Select(line => line.Engine).Distinct());
        Assert.All(lines, line => Assert.Equal(1, line.Threads));
        string report = File.ReadAllText(Path.Combine(Rows, "bench", "bench.md"));
        Assert.All(new[] { "hnsw:m=8", "hnswlib", "exact" }, name =>
        {
            Assert.Contains(name, output, StringComparison.Ordinal);
            Assert.Contains(name, report, StringComparison.Ordinal);
        });
        Assert.True(File.Exists(Path.Combine(Rows, "bench", "plots", "recall-rate-Deep.png")));

        var (_, _, again) = Bench("-i", "exact", "--threads", "1", "--resume");
        Assert.DoesNotContain("Measuring", again, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_fails_leaves_the_others_and_a_line_of_why()
    {
        var (code, output, error) = Bench(
            "-i", "exact", "-i", "faulty:fault=NoSuchRow", "-i", "hnsw", "--efforts", "hnsw=0", "--plugins", Dknn.FaultyPlugins, "--json");
        Assert.Equal(1, code);
        const string Faulty = "Deep faulty is left out: The index plugin 'faulty' gave row 400 at distance 0 as neighbour 1 of a query:";
        const string Why = "Deep hnsw is left out: --efforts: 0 is out of range; efSearch of hnsw goes from 1 to 100000.";
        Assert.Contains($"\ndknn: {Faulty}", error, StringComparison.Ordinal);
        Assert.EndsWith($"\ndknn: {Why}\n", error, StringComparison.Ordinal);
        using var listing = JsonDocument.Parse(output);
        string?[] failures = [.. listing.RootElement.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString())];
        Assert.StartsWith(Faulty, failures[0], StringComparison.Ordinal);
        Assert.Equal(Why, Assert.Single(failures[1..]));
        Assert.Equal(
            [("exact", "clean", 1), ("exact", "strange", 1)],
            listing.RootElement.GetProperty("lines").EnumerateArray().Select(line =>
                (line.GetProperty("engine").GetString()!, line.GetProperty("queries").GetString()!, line.GetProperty("recall").GetDouble())));
        Assert.True(File.Exists(listing.RootElement.GetProperty("report").GetString()));
    }

    [Theory]
    [InlineData("bench-layer", 2, "--layers", "Deap")]
    [InlineData("bench-index", 2, "-i", "hnws")]
    [InlineData("bench-index-option", 2, "-i", "hnsw:links=3")]
    [InlineData("bench-efforts", 2, "--efforts", "hnsw=many")]
    [InlineData("bench-efforts-engine", 2, "--efforts", "hnws=3")]
    [InlineData("bench-neighbors", 2, "-k", "401")]
    [InlineData("bench-workload", 2, "--workload", "0")]
    [InlineData("bench-peers", 2, "--peers", "{folder}/nowhere.csv")]
    [InlineData("bench-peers-columns", 1, "--peers", "{folder}/wrong.csv")]
    public void A_wrong_option_is_named_with_its_mend(string snapshot, int expected, string option, string value)
    {
        File.WriteAllText(_folder["wrong.csv"], "layer,engine\nDeep,hnswlib\n");
        var (code, _, error) = Bench(option, value.Replace("{folder}", _folder.Path, StringComparison.Ordinal));
        Assert.Equal(expected, code);
        Snapshot.Match(error.Replace(_folder.Path, "{folder}", StringComparison.Ordinal), snapshot);
        Assert.False(Directory.Exists(Path.Combine(Rows, "bench")));
    }

    [Fact]
    public void Rows_that_are_no_numbers_are_refused_by_the_name_of_the_file()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Rows, "Deep.train.npy"));
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - sizeof(float)), float.NaN);
        File.WriteAllBytes(Path.Combine(Rows, "Deep.train.npy"), bytes);
        var (code, _, error) = Bench("-i", "exact");
        Assert.Equal(1, code);
        Assert.Contains("Deep.train.npy': row 399 holds NaN", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_rows_is_refused()
    {
        Directory.CreateDirectory(_folder["empty"]);
        var (code, _, error) = Dknn.Run("bench", _folder["empty"]);
        Assert.Equal(2, code);
        Assert.Contains("LAYER.train.npy", error, StringComparison.Ordinal);
        (code, _, error) = Dknn.Run("bench", _folder["nowhere"]);
        Assert.Equal(2, code);
        Assert.Contains("does not exist", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_stops_the_process_of_the_engine_too()
    {
        WriteRows("Deep.train.npy", 5_000, 16, seed: 1);
        string efforts = string.Join(',', Enumerable.Repeat("2000", 500));
        using var program = Dknn.Start(
            ["bench", Rows, "-i", "hnsw", "--efforts", efforts, "--cache", _folder["cache"], "--repeats", "50"]);
        program.WaitForLine("Measuring Deep");
        program.Interrupt();
        Assert.Equal(130, program.Wait());
        Assert.Contains("cancelled", program.Error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Bench(params string[] options)
    {
        string[] neighbors = options.Contains("-k") ? [] : ["-k", "10"];
        return Dknn.Run(["bench", Rows, "--cache", _folder["cache"], "--repeats", "1", .. neighbors, .. options]);
    }

    private void WriteRows(string name, int count, int dimension, int seed)
    {
        using var rows = SampleRows.Clustered(count, dimension, seed);
        NpyFile.Write(Path.Combine(Rows, name), count, dimension, [rows]);
    }
}
