using DkNN.Data;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Fits the spaces that project, before any row is written, to a sample of the training images: a pass through the network for some
/// thousands of them, and nothing on disk.
/// </summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="network">The trained network.</param>
internal sealed class SpaceFitting(ExperimentPlan plan, TrainedNetwork network)
{
    /// <summary>Images of a sample.</summary>
    private const int MostImages = 5_000;

    /// <summary>Bytes that a layer's sample may take: layers of large images are fitted to fewer.</summary>
    private const long MostBytes = 1L << 29;

    /// <summary>The space of every layer that is projected, by its place in the selection; the caller's.</summary>
    /// <param name="places">The layers wanted.</param>
    /// <param name="work">Progress and cancellation.</param>
    public Dictionary<int, ActivationSpace> Fit(IEnumerable<int> places, StageWork work)
    {
        var chain = plan.Options.Conventions.Space;
        var layers = plan.Selection.Info.Layers;
        var samples = places.Where(place => chain.Projects(layers[place].Neurons))
            .ToDictionary(place => place, place => RowMatrix.Allocate(SampleOf(layers[place]), layers[place].Neurons));
        var spaces = new Dictionary<int, ActivationSpace>();
        if (samples.Count == 0) return spaces;
        try
        {
            Extract(samples, work);
            foreach (var (place, sample) in samples)
            {
                spaces[place] = ActivationSpace.Fit(chain, sample, plan.Options.Seeds.Index, work.CancellationToken);
            }
            return spaces;
        }
        catch
        {
            foreach (var space in spaces.Values) space.Dispose();
            throw;
        }
        finally
        {
            foreach (var sample in samples.Values) sample.Dispose();
        }
    }

    private int SampleOf(Layer layer) =>
        (int)Math.Min(Math.Min(MostImages, plan.Data.Train.Count), Math.Max(1, MostBytes / layer.BytesPerImage));

    private void Extract(Dictionary<int, RowMatrix> samples, StageWork work)
    {
        int count = samples.Values.Max(sample => sample.Count);
        using var images = ImageTensorsOf.Some(plan.Data.Train, FairSample.Draw(plan.Data.Train.Count, count, plan.Options.Seeds.Index).AsSpan());
        using var stage = work.Progress.Begin("Fitting the spaces", count, "images");
        new ActivationBatches(network.Network, plan.Selection, plan.Options.Conventions.Output).ForEach(
            images.Images,
            count,
            (start, layer, activations) =>
            {
                int neurons = plan.Selection.Info.Layers[layer].Neurons;
                if (layer == 0) stage.Advance(activations.Length / neurons);
                if (!samples.TryGetValue(layer, out var sample)) return;
                int rows = Math.Min(activations.Length / neurons, sample.Count - start);
                for (int row = 0; row < rows; row++) activations.Slice(row * neurons, neurons).CopyTo(sample.MutableRow(start + row));
            },
            output: null,
            work.CancellationToken);
    }
}
