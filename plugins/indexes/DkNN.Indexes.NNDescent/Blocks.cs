namespace DkNN.Indexes.NNDescent;

/// <summary>Rows that a thread takes at once.</summary>
internal static class Blocks
{
    /// <summary>Enough to make taking them cheap, few enough that cancelling is prompt and cores end together.</summary>
    public const int Size = 256;

    /// <summary>Runs work over rows.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <param name="work">Takes the first row and the end of a block.</param>
    public static void Run(int rows, ParallelOptions options, Action<int, int> work) => Parallel.For(
        0, (rows + Size - 1) / Size, options, block => work(block * Size, Math.Min(rows, (block + 1) * Size)));
}
