using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using DkNN.Torch;
using DkNN.Vectors;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Attacks the test images with every budget at once, so that what does not depend on the budget is computed once.</summary>
internal sealed class AttackStage(ExperimentPlan plan, TrainedNetwork network, ImageTensors test) : IStage<ImmutableArray<AdversarialSet>>
{
    private const string ImagesFile = "images.rows";
    private const string AimFile = "aim.json";

    private readonly ImmutableArray<double> _epsilons = plan.Options.Epsilons;

    private readonly int _batch = BatchSizes.ForInference(plan.Architecture.Architecture);

    public string Name => "attack";

    public ImmutableArray<ArtefactKey> Keys => [.. _epsilons.Select(Key)];

    public void Make(StageWork work)
    {
        int[] places = [.. work.Missing];
        double[] budgets = [.. places.Select(place => _epsilons[place])];
        string all = string.Join(", ", budgets.Select(budget => budget.ToString(CultureInfo.InvariantCulture)));
        using var stage = work.Progress.Begin($"Attacking, ε = {all}", test.Count, "images");
        var model = new NetworkClassifier(network.Network);
        var writers = places.Select(place => RowFileWriter.Create(work.File(place, ImagesFile), test.Shape.Size)).ToArray();
        try
        {
            var meters = places.Select(_ => new PerturbationMeter()).ToArray();
            var aims = new List<int>(test.Count);
            for (int start = 0; start < test.Count; start += _batch)
            {
                work.CancellationToken.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                int count = Math.Min(_batch, test.Count - start);
                var images = test.Images(start, count);
                var from = plan.Options.AttackLabel == AttackLabel.Own ? model.Logits(images).argmax(1) : test.Labels(start, count);
                var classes = plan.Goal.Classes(model, images, from);
                foreach (long aim in MemoryMarshal.Cast<byte, long>(classes.bytes)) aims.Add((int)aim);
                var batch = new AttackBatch(
                    images, classes, plan.Goal.Targeted, budgets[^1], SeedOf(plan.Options.Seeds.Attack, start))
                {
                    Range = plan.Options.PixelRange,
                };
                var perturbed = plan.Attack.Perturb(model, batch, budgets, work.CancellationToken);
                for (int place = 0; place < places.Length; place++)
                {
                    meters[place].Add(images, perturbed[place]);
                    Append(writers[place], perturbed[place]);
                }
                stage.Advance(count);
            }
            for (int place = 0; place < places.Length; place++)
            {
                writers[place].Complete();
                var aim = new AttackAim(meters[place].Result(), plan.Goal.Targeted, aims);
                File.WriteAllBytes(work.File(places[place], AimFile), JsonSerializer.SerializeToUtf8Bytes(aim, StageJson.Default.AttackAim));
            }
        }
        finally
        {
            foreach (var writer in writers) writer.Dispose();
        }
    }

    public ImmutableArray<AdversarialSet> Load(ImmutableArray<Artefact> artefacts) =>
    [
        .. artefacts.Select(artefact => new AdversarialSet(
            artefact.Key,
            RowFile.Open(artefact.File(ImagesFile)),
            test.Shape,
            JsonSerializer.Deserialize(File.ReadAllBytes(artefact.File(AimFile)), StageJson.Default.AttackAim)!)),
    ];

    private static void Append(RowFileWriter writer, Tensor images)
    {
        using var contiguous = images.contiguous();
        var pixels = MemoryMarshal.Cast<byte, float>(contiguous.bytes);
        for (int at = 0; at < pixels.Length; at += writer.Dimension) writer.Append(pixels.Slice(at, writer.Dimension));
    }

    /// <summary>A seed of its own for every batch, so that no two batches share their random choices.</summary>
    private static int SeedOf(int seed, int start) => unchecked((seed * 397) ^ start);

    private ArtefactKey Key(double epsilon) =>
        ArtefactKey.Of("adversarial")
            .WithCode(typeof(AttackPlugin).Assembly, typeof(AttackStage).Assembly)
            .With("network", network.Key)
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Test)
            .With("attack", plan.Attack.Name)
            .With("content", plan.AttackContent)
            .With("goal", plan.Goal.ToString())
            .With("label", plan.Options.AttackLabel.ToString())
            .With("range", plan.Options.PixelRange.ToString())
            .With("epsilon", epsilon)
            .With("seed", plan.Options.Seeds.Attack)
            .With("batch", _batch)
            .With(plan.Attack.Options);
}
