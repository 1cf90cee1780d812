using System.Collections.Immutable;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>
/// Writes what the indexes of a run search, for other programs: the training rows of every selected layer, and the queries, clean, attacked
/// and out of distribution, all in the space of the search.
/// </summary>
/// <param name="context">The run; its cached network, rows and images are used, and made where they are missing.</param>
public sealed class ActivationExport(RunContext context)
{
    /// <summary>The part of a training file's name after the layer's.</summary>
    public const string TrainingSuffix = ".train.npy";

    /// <summary>
    /// Writes <c>LAYER.train.npy</c>, <c>LAYER.clean.npy</c>, <c>LAYER.ATTACK-EPSILON.npy</c> and <c>LAYER.SET.npy</c>, each
    /// rows × neurons of float32.
    /// </summary>
    /// <param name="directory">The directory; made where absent.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public ImmutableArray<string> Write(string directory)
    {
        Directory.CreateDirectory(directory);
        var plan = context.Plan;
        var layers = plan.Selection.Info.Layers;
        var files = ImmutableArray.CreateBuilder<string>();
        using var network = NetworkStage.Run(context);
        var artefacts = ActivationStage.Run(context, network);
        for (int layer = 0; layer < layers.Length; layer++)
        {
            using var rows = RowFile.Open(artefacts[layer].File(ActivationStage.RowsFile));
            Add(layers[layer].Name + TrainingSuffix, rows);
        }
        ActivationSpace[] spaces = [.. artefacts.Select(artefact => ActivationSpace.Load(artefact.File(ActivationStage.SpaceFile)))];
        using var test = ImageTensorsOf.Some(plan.Data.Test, plan.Split.Test.AsSpan());
        using var logits = new NetworkLogits(network.Network, test.Images, test.Count);
        AddQueries("clean", test.Images, test.Count);
        foreach (double epsilon in plan.Options.Epsilons)
        {
            using var adversarial = AttackStage.Run(context, network, test, logits, epsilon);
            AddQueries(FormattableString.Invariant($"{plan.Attack.Name}-{epsilon}"), adversarial.Batch, test.Count);
        }
        if (plan.OutOfDistribution is { } data)
        {
            using var images = ImageTensorsOf.All(data.Test);
            AddQueries(data.Name, images.Images, Math.Min(images.Count, plan.Options.Limit ?? images.Count));
        }
        return files.ToImmutable();

        void AddQueries(string name, Func<int, int, Tensor> images, int count)
        {
            RowMatrix[] queries = [.. layers.Select(layer => RowMatrix.Allocate(count, layer.Neurons))];
            try
            {
                new ActivationBatches(network.Network, plan.Selection).ForEach(
                    images,
                    count,
                    (start, layer, activations) =>
                    {
                        using var batch = queries[layer].Slice(start, activations.Length / layers[layer].Neurons);
                        spaces[layer].Project(activations, batch);
                    },
                    context.CancellationToken);
                for (int layer = 0; layer < layers.Length; layer++) Add($"{layers[layer].Name}.{name}.npy", queries[layer]);
            }
            finally
            {
                foreach (var matrix in queries) matrix.Dispose();
            }
        }

        void Add(string name, RowMatrix rows)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            using var stage = context.Progress.Begin($"Writing {name}", 1, "files");
            string path = Path.Combine(directory, name);
            NpyFile.Write(path, rows.Count, rows.Dimension, [rows]);
            files.Add(path);
            stage.Advance(1);
        }
    }
}
