using System.Collections.Immutable;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// Writes what the indexes of a run search, for other programs: the training rows of every selected layer, and the queries, clean, attacked
/// and out of distribution, all in the space of the search; and, where scores are asked for, what those read of the network.
/// </summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="runner">Runs the stages; cached network, rows and images are used, and made where they are missing.</param>
public sealed class ActivationExport(ExperimentPlan plan, StageRunner runner)
{
    /// <summary>The part of a training file's name after the layer's.</summary>
    public const string TrainingSuffix = ".train.npy";

    /// <summary>
    /// Writes <c>LAYER.train.npy</c>, <c>LAYER.clean.npy</c>, <c>LAYER.ATTACK-EPSILON.npy</c> and <c>LAYER.SET.npy</c>, each
    /// rows × neurons of float32. With scores, <c>outputs/</c> has <c>logits.NAME.npy</c> and <c>features.NAME.npy</c> of the same names,
    /// <c>labels.train.npy</c>, <c>head.weights.npy</c> and <c>head.bias.npy</c>.
    /// </summary>
    /// <param name="directory">The directory; made where absent.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public ImmutableArray<string> Write(string directory) => runner.Persist(() => WriteOnce(directory));

    private ImmutableArray<string> WriteOnce(string directory)
    {
        Directory.CreateDirectory(directory);
        var layers = plan.Selection.Info.Layers;
        var files = ImmutableArray.CreateBuilder<string>();
        var fitting = new ModelFitting(plan, runner);
        var network = fitting.Network();
        var (rows, trainingOutputs) = fitting.Rows(network);
        var outputs = trainingOutputs is null ? null : new OutputsExport(Path.Combine(directory, OutputsExport.Folder), Save);
        if (trainingOutputs is not null)
        {
            using var head = DenseHeadOf.Network(network.Network);
            outputs!.Training(trainingOutputs, [.. plan.Data.Train.Labels], head);
        }
        foreach (var layer in rows)
        {
            using var matrix = RowFile.Open(layer.RowsPath);
            Add(layer.Layer.Name + TrainingSuffix, matrix);
        }
        ActivationSpace[] spaces = [.. rows.Select(layer => ActivationSpace.Load(layer.SpacePath))];
        try
        {
            using var test = ImageTensorsOf.Some(plan.Data.Test, plan.Split.Test.AsSpan());
            AddQueries("clean", test.Images, test.Count);
            if (!plan.Options.Epsilons.IsEmpty)
            {
                foreach (var (adversarial, epsilon) in runner.Run(new AttackStage(plan, network, test)).Zip(plan.Options.Epsilons))
                {
                    using (adversarial)
                    {
                        AddQueries(FormattableString.Invariant($"{plan.Attack.Name}-{epsilon}"), adversarial.Images, test.Count);
                    }
                }
            }
            if (plan.OutOfDistribution is { } data)
            {
                using var images = ImageTensorsOf.Some(data.Test, plan.ForeignIds.AsSpan());
                AddQueries(data.Name, images.Images, images.Count);
            }
        }
        finally
        {
            foreach (var space in spaces) space.Dispose();
        }
        return files.ToImmutable();

        void AddQueries(string name, ImageBatches images, int count)
        {
            RowMatrix[] queries = [.. spaces.Select(space => RowMatrix.Allocate(count, space.Dimension))];
            try
            {
                if (outputs is null) Pass(writer: null);
                else outputs.Queries(name, Pass);
                for (int layer = 0; layer < layers.Length; layer++) Add($"{layers[layer].Name}.{name}.npy", queries[layer]);
            }
            finally
            {
                foreach (var matrix in queries) matrix.Dispose();
            }

            void Pass(TrainingOutputsWriter? writer) =>
                new ActivationBatches(network.Network, plan.Selection, plan.Options.Conventions.Output).ForEach(
                    images,
                    count,
                    (start, layer, activations) =>
                    {
                        using var batch = queries[layer].Slice(start, activations.Length / spaces[layer].Neurons);
                        spaces[layer].Project(activations, batch);
                    },
                    writer is null ? null : writer.Append,
                    runner.CancellationToken);
        }

        void Add(string name, RowMatrix rows) => Save(Path.Combine(directory, name), rows);

        void Save(string path, RowMatrix rows)
        {
            runner.CancellationToken.ThrowIfCancellationRequested();
            using var stage = runner.Progress.Begin($"Writing {Path.GetFileName(path)}", 1, "files");
            NpyFile.Write(path, rows.Count, rows.Dimension, [rows]);
            files.Add(path);
            stage.Advance(1);
        }
    }
}
