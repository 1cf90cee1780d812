using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>One layer's rows on their way to disk: a batch is written while the network computes the next.</summary>
/// <param name="path">The file.</param>
/// <param name="neurons">Floats in a row.</param>
internal sealed class LayerRowsWriter(string path, int neurons) : IDisposable
{
    private readonly RowFileWriter _rows = RowFileWriter.Create(path, neurons);
    private readonly ActivationSpace.Builder _space = new(neurons);
    private Task _writing = Task.CompletedTask;

    /// <summary>Adds a batch, once the one before is written.</summary>
    /// <param name="activations">A whole number of rows.</param>
    /// <exception cref="IOException">The batch before could not be written.</exception>
    public void Append(ReadOnlySpan<float> activations)
    {
        var batch = RowMatrix.Allocate(activations.Length / neurons, neurons);
        try
        {
            _space.Add(activations, batch);
            _writing.GetAwaiter().GetResult();
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        _writing = Task.Run(() =>
        {
            using (batch) _rows.Append(batch);
        });
    }

    /// <summary>Brings all rows into their space, and ends the file.</summary>
    /// <param name="spacePath">Where the space is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The last batch could not be written.</exception>
    public void Complete(string spacePath, CancellationToken cancellationToken)
    {
        _writing.GetAwaiter().GetResult();
        var space = _space.Build();
        space.Save(spacePath);
        _rows.Complete(space.Center, cancellationToken);
    }

    public void Dispose()
    {
        // A failure was told by Append or Complete, or something else failed before.
        Task.WaitAny(_writing);
        _rows.Dispose();
    }
}
