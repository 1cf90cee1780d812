using System.Diagnostics;
using DkNN.Vectors;
using Xunit;

namespace DkNN.Testing;

/// <summary>Loads damaged and hostile files by the thousand, over all cores, and searches those that are not refused.</summary>
/// <param name="folder">Where the files go.</param>
/// <param name="rows">The rows of the build.</param>
/// <param name="queries">What is asked.</param>
/// <param name="load">Loads a file.</param>
internal sealed class FileFuzz(TemporaryFolder folder, RowMatrix rows, RowMatrix queries, Func<string, INeighborIndex> load)
{
    private const int K = 3;

    /// <summary>Far more than any file takes, on whatever machine: one that takes longer has no end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string? _problem;
    private int _next;

    /// <summary>Runs the cases.</summary>
    /// <param name="saved">The file as it was saved.</param>
    /// <param name="cases">Number of cases.</param>
    /// <returns>How many files were refused, and how many answered.</returns>
    public (int Refused, int Answered) Run(byte[] saved, int cases)
    {
        var mutation = new HostileMutation(saved, rows.Count);
        var honest = Honest(saved);
        int refused = 0;
        var workers = new Worker[SharedCores.Limit];
        var threads = new Thread[workers.Length];
        for (int i = 0; i < workers.Length; i++)
        {
            var worker = workers[i] = new Worker(folder[$"fuzz-{i}.index"]);
            threads[i] = new Thread(() => Work(worker)) { IsBackground = true };
            threads[i].Start();
        }

        for (int i = 0; i < workers.Length; i++)
        {
            while (!threads[i].Join(100)) Assert.True(workers[i].Time < Patience, $"Case {workers[i].Number} has no end.");
        }

        Assert.True(_problem is null, _problem);
        return (refused, cases - refused);

        void Work(Worker worker)
        {
            while (_problem is null && (worker.Number = Interlocked.Increment(ref _next) - 1) < cases)
            {
                worker.Begin();
                var (content, isDamage) = mutation.Make(worker.Number);
                File.WriteAllBytes(worker.Path, content);
                try
                {
                    if (!Try(worker.Path, isDamage ? honest : null)) Interlocked.Increment(ref refused);
                }
                catch (Exception problem)
                {
                    _problem = $"Case {worker.Number}: {problem}";
                }
            }
        }
    }

    private Neighbors Honest(byte[] saved)
    {
        string path = folder["honest.index"];
        File.WriteAllBytes(path, saved);
        using var index = load(path);
        return Neighbors.Of(index, queries, K);
    }

    /// <summary>Whether a file answers; if not, it was refused as it should be.</summary>
    private bool Try(string path, Neighbors? honest)
    {
        try
        {
            using var index = load(path);
            var found = Neighbors.Of(index, queries, K);
            if (honest is not null) Assert.True(found.IsSameAs(honest), "A damaged file answers wrongly.");
            RequireShape(found);
            if (index.Effort is not { } effort) return true;
            // The least effort walks where more of it would look at every row.
            effort.Value = effort.Least;
            RequireShape(Neighbors.Of(index, queries, K));
            return true;
        }
        catch (InvalidDataException refusal)
        {
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private void RequireShape(Neighbors found)
    {
        for (int place = 0; place < found.Ids.Length; place++)
        {
            Assert.InRange(found.Ids[place], -1, rows.Count - 1);
            Assert.True(found.Distances[place] >= 0, $"A distance is {found.Distances[place]}.");
            Assert.Equal(found.Ids[place] < 0, float.IsPositiveInfinity(found.Distances[place]));
            bool isFirst = place % K == 0;
            Assert.True(isFirst || found.Distances[place - 1] <= found.Distances[place], "A nearer row follows a farther one.");
        }
    }

    private sealed class Worker(string path)
    {
        private long _start = Stopwatch.GetTimestamp();
        private int _number;

        public string Path { get; } = path;

        public int Number { get => Volatile.Read(ref _number); set => Volatile.Write(ref _number, value); }

        public TimeSpan Time => Stopwatch.GetElapsedTime(Volatile.Read(ref _start));

        public void Begin() => Volatile.Write(ref _start, Stopwatch.GetTimestamp());
    }
}
