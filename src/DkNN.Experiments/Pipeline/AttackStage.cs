using System.Text.Json;
using DkNN.Torch;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Attacks the test images with one budget.</summary>
internal static class AttackStage
{
    private const string ImagesFile = "images.safetensors";
    private const string ImagesName = "images";
    private const string LogitsName = "logits";
    private const string PerturbationFile = "perturbation.json";

    /// <summary>Attacks, or takes what was attacked before.</summary>
    /// <param name="context">The run.</param>
    /// <param name="network">The network attacked.</param>
    /// <param name="test">The clean images.</param>
    /// <param name="logits">What the network says of them.</param>
    /// <param name="epsilon">The budget.</param>
    public static AdversarialSet Run(
        RunContext context, TrainedNetwork network, ImageTensors test, NetworkLogits logits, double epsilon) =>
        context.Time(Name(epsilon), () => Attack(context, network, test, logits, epsilon));

    private static string Name(double epsilon) => FormattableString.Invariant($"attack {epsilon}");

    private static (AdversarialSet Set, bool Cached) Attack(
        RunContext context, TrainedNetwork network, ImageTensors test, NetworkLogits logits, double epsilon)
    {
        var key = Key(context.Plan, network, epsilon);
        var found = context.Cache.Find(key);
        var artefact = found ?? Perturb(context, network, test, logits, epsilon, key);
        using var scope = NewDisposeScope();
        var (tensors, _) = SafeTensors.Load(artefact.File(ImagesFile));
        var perturbation = JsonSerializer.Deserialize(
            File.ReadAllBytes(artefact.File(PerturbationFile)), StageJson.Default.PerturbationResult)!;
        var (images, said) = (tensors[ImagesName].DetachFromDisposeScope(), tensors[LogitsName].DetachFromDisposeScope());
        return (new AdversarialSet(artefact, images, said, perturbation), found is not null);
    }

    private static Artefact Perturb(
        RunContext context, TrainedNetwork network, ImageTensors test, NetworkLogits logits, double epsilon, ArtefactKey key)
    {
        var plan = context.Plan;
        using var stage = context.Progress.Begin(FormattableString.Invariant($"Attacking, ε = {epsilon}"), test.Count, "images");
        using var scope = NewDisposeScope();
        var model = new NetworkClassifier(network.Network);
        var all = empty(test.Count, test.Shape.Channels, test.Shape.Height, test.Shape.Width);
        var said = empty(test.Count, model.Classes);
        var meter = new PerturbationMeter(plan.Goal);
        for (int start = 0; start < test.Count; start += ActivationBatches.BatchSize)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            using var batchScope = NewDisposeScope();
            int count = Math.Min(ActivationBatches.BatchSize, test.Count - start);
            var (images, labels) = (test.Images(start, count), test.Labels(start, count));
            var batch = new AttackBatch(
                images, plan.Goal.Classes(model, images, labels), plan.Goal.Targeted, epsilon, Seed(plan.Options.Seed, start));
            var perturbed = plan.Attack.Perturb(model, batch, context.CancellationToken);
            all.narrow(0, start, count).copy_(perturbed);
            var after = model.Logits(perturbed);
            said.narrow(0, start, count).copy_(after);
            meter.AddDistance(images, perturbed);
            meter.AddSuccess(logits.Batch(start), after, labels, batch.Classes);
            stage.Advance(count);
        }
        using var writer = context.Cache.Begin(key);
        SafeTensors.Save(
            writer.File(ImagesFile),
            [KeyValuePair.Create(ImagesName, all), KeyValuePair.Create(LogitsName, said)],
            new Dictionary<string, string>());
        File.WriteAllBytes(
            writer.File(PerturbationFile),
            JsonSerializer.SerializeToUtf8Bytes(meter.Result(), StageJson.Default.PerturbationResult));
        return writer.Commit();
    }

    /// <summary>A seed of its own for every batch, so that no two batches share their random choices.</summary>
    private static int Seed(int seed, int start) => unchecked((seed * 397) ^ start);

    private static ArtefactKey Key(ExperimentPlan plan, TrainedNetwork network, double epsilon) =>
        ArtefactKey.Of("adversarial")
            .With("network", network.Artefact.Key)
            .With("images", plan.Data.Test.Fingerprint)
            .With("ids", plan.Split.Test)
            .With("attack", plan.Attack.Name)
            .With("content", plan.AttackContent)
            .With("goal", plan.Goal.ToString())
            .With("epsilon", epsilon)
            .With("seed", plan.Options.Seed)
            .With("batch", ActivationBatches.BatchSize)
            .With("kept", $"{ImagesName}, {LogitsName}")
            .With(plan.Attack.Options);
}
