using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Keeps the first test images of every ε for the report.</summary>
internal sealed class GalleryBuilder(ExperimentPlan plan, int count)
{
    private readonly ImageShape _shape = ImageTensorsOf.Shape(plan.Data.Test);
    private readonly List<GalleryRow> _rows = [];

    /// <summary>Adds one ε.</summary>
    public void Add(Evaluation evaluation, Func<int, int, Tensor> images)
    {
        using var scope = NewDisposeScope();
        float[] pixels = MemoryMarshal.Cast<byte, float>(images(0, count).contiguous().bytes).ToArray();
        _rows.Add(new GalleryRow(
            evaluation.Predictions[0].Epsilon,
            [.. evaluation.Predictions
                .Take(count)
                .Select((prediction, image) => Picture(prediction, pixels.AsMemory(image * _shape.Size, _shape.Size)))]));
    }

    public AdversarialGallery Build() => new(_shape, _rows);

    private static GalleryImage Picture(PredictionRow row, ReadOnlyMemory<float> pixels) =>
        new(pixels, row.Label, row.NetworkPrediction, row.NetworkConfidence, row.DknnPrediction, row.Credibility);
}
