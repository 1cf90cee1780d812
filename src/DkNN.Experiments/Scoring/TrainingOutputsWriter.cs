using System.Runtime.InteropServices;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Writes <see cref="TrainingOutputs"/> batch by batch.</summary>
/// <param name="file">Where to write a file, by its name.</param>
internal sealed class TrainingOutputsWriter(Func<string, string> file) : IDisposable
{
    private RowFileWriter? _logits;
    private RowFileWriter? _features;

    /// <summary>Adds a batch.</summary>
    public void Append(int start, Tensor logits, Tensor? features)
    {
        Append(ref _logits, TrainingOutputs.LogitsFile, logits);
        if (features is not null) Append(ref _features, TrainingOutputs.FeaturesFile, features);
    }

    /// <summary>Ends the files.</summary>
    public void Complete()
    {
        _logits?.Complete();
        _features?.Complete();
    }

    public void Dispose()
    {
        _logits?.Dispose();
        _features?.Dispose();
    }

    private void Append(ref RowFileWriter? writer, string name, Tensor rows)
    {
        writer ??= RowFileWriter.Create(file(name), (int)rows.shape[1]);
        using var contiguous = rows.contiguous();
        using var matrix = RowMatrix.Copy(MemoryMarshal.Cast<byte, float>(contiguous.bytes), writer.Dimension);
        writer.Append(matrix);
    }
}
