using DkNN.Core;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// One layer's rows on their way to disk: a batch is written while the network computes the next. Rows of a space that is fitted already
/// are written as they are compared; those of one that needs the mean of all are brought into it at the end.
/// </summary>
internal sealed class LayerRowsWriter : IDisposable
{
    private readonly string _path;
    private readonly RowFormat _format;
    private readonly Layer _layer;
    private readonly ActivationSpace? _fitted;
    private readonly ActivationSpace.Builder _mean;
    private readonly RowFileWriter _rows;
    private Task _writing = Task.CompletedTask;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="conventions">Space and format of the rows.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="fitted">The space; null where it is to be fitted to the rows. The writer's.</param>
    public LayerRowsWriter(string path, Conventions conventions, Layer layer, ActivationSpace? fitted)
    {
        (_path, _format, _layer, _fitted) = (path, conventions.Rows, layer, fitted);
        _mean = new ActivationSpace.Builder(conventions.Space, layer.Neurons);
        _rows = RowFileWriter.Create(path, fitted?.Dimension ?? layer.Neurons);
    }

    /// <summary>Adds a batch, once the one before is written.</summary>
    /// <param name="activations">A whole number of rows.</param>
    /// <exception cref="IOException">The batch before could not be written.</exception>
    public void Append(ReadOnlySpan<float> activations)
    {
        var batch = RowMatrix.Allocate(activations.Length / _layer.Neurons, _rows.Dimension);
        try
        {
            if (_fitted is null) _mean.Add(activations, batch);
            else _fitted.Project(activations, batch);
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

    /// <summary>Brings all rows into their space and format, and ends the file.</summary>
    /// <param name="spacePath">Where the space is written.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="IOException">The last batch could not be written.</exception>
    /// <exception cref="InvalidDataException">Rows are no numbers, so that few bits cannot keep them.</exception>
    public void Complete(string spacePath, CancellationToken cancellationToken)
    {
        _writing.GetAwaiter().GetResult();
        var space = _fitted ?? _mean.Build();
        space.Save(spacePath);
        if (_fitted is null) _rows.Complete(space.Finish, cancellationToken);
        else _rows.Complete();
        if (_format != RowFormat.Float32) Pack();
    }

    public void Dispose()
    {
        // A failure was told by Append or Complete, or something else failed before.
        Task.WaitAny(_writing);
        _rows.Dispose();
        _fitted?.Dispose();
    }

    private void Pack()
    {
        string whole = _path + ".whole";
        File.Move(_path, whole);
        using (var rows = RowFile.Open(whole))
        {
            try
            {
                RowFile.Pack(_path, rows, _format);
            }
            catch (ArgumentException problem) when (FiniteRows.FindLong(rows, FiniteRows.MaxSquaredNorm) is { } bad)
            {
                throw LayerRows.Astray(_layer, bad, problem);
            }
        }
        File.Delete(whole);
    }
}
