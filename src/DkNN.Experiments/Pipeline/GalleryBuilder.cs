using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Keeps the first test images of every ε for the report.</summary>
internal sealed class GalleryBuilder(ExperimentPlan plan, int count)
{
    private readonly List<GalleryRow> _rows = [];

    /// <summary>Adds one ε.</summary>
    public void Add(Evaluation evaluation, Func<int, int, Tensor> images)
    {
        using var scope = NewDisposeScope();
        var shape = ImageTensorsOf.Shape(plan.Data.Test);
        float[] pixels = MemoryMarshal.Cast<byte, float>(images(0, count).contiguous().bytes).ToArray();
        _rows.Add(new GalleryRow(
            evaluation.Predictions[0].Epsilon,
            [.. Enumerable.Range(0, count).Select(image => new GalleryImage(shape, pixels[(image * shape.Size)..((image + 1) * shape.Size)], evaluation.Predictions[image]))]));
    }

    public IReadOnlyList<GalleryRow> Build() => _rows;
}
