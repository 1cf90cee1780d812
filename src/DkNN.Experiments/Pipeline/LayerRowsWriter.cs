using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>One layer's rows on their way to disk: a batch is written while the network computes the next.</summary>
/// <param name="artefact">What the file is a part of, from here on this object's.</param>
/// <param name="rows">The file, likewise.</param>
internal sealed class LayerRowsWriter(ArtefactWriter artefact, RowFileWriter rows) : IDisposable
{
    private Task _writing = Task.CompletedTask;

    /// <summary>Adds a batch, once the one before is written.</summary>
    /// <param name="batch">The rows, from here on this object's.</param>
    /// <exception cref="IOException">The batch before could not be written.</exception>
    public void Append(RowMatrix batch)
    {
        try
        {
            _writing.GetAwaiter().GetResult();
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        _writing = Task.Run(() =>
        {
            using (batch) rows.Append(batch);
        });
    }

    /// <summary>Ends the file and gives it its place.</summary>
    /// <exception cref="IOException">The last batch could not be written.</exception>
    public Artefact Commit()
    {
        _writing.GetAwaiter().GetResult();
        rows.Complete();
        return artefact.Commit();
    }

    public void Dispose()
    {
        // A failure was told by Append or Commit, or something else failed before.
        Task.WaitAny(_writing);
        rows.Dispose();
        artefact.Dispose();
    }
}
