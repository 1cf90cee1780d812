using System.Globalization;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// Trains the network. Each epoch is an artefact, so that an interrupted training goes on after its last whole epoch, and a longer one
/// after a shorter.
/// </summary>
internal static class NetworkStage
{
    public const string WeightsFile = "weights.safetensors";
    private const string OptimizerFile = "adam.bin";

    public static TrainedNetwork Run(RunContext context) => context.Time("train", () => Train(context));

    private static (TrainedNetwork Network, bool Cached) Train(RunContext context)
    {
        var (plan, cache) = (context.Plan, context.Cache);
        var options = new TrainingOptions { Epochs = plan.Options.Epochs, Seed = plan.Options.Seed };
        var network = plan.Architecture.CreateNetwork(options.Seed);
        try
        {
            int done = options.Epochs;
            Artefact? artefact = null;
            while (done > 0 && (artefact = cache.Find(Key(plan, options, done))) is null) done--;
            bool cached = done == options.Epochs;
            if (artefact is not null) NetworkWeights.Load(network, artefact.File(WeightsFile));
            if (!cached) artefact = TrainFrom(artefact, done, network, options, context);
            network.eval();
            return (new TrainedNetwork(network, artefact!), cached);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static Artefact TrainFrom(Artefact? last, int done, Network network, TrainingOptions options, RunContext context)
    {
        var plan = context.Plan;
        using var images = ImageTensorsOf.All(plan.Data.Train);
        using var session = new TrainingSession(network, options);
        if (last is not null) session.Resume(last.File(OptimizerFile), done);
        using var stage = context.Progress.Begin(
            $"Training {plan.Architecture.Name}", (long)(options.Epochs - done) * images.Count, "images");
        var steps = new StepProgress(stage);
        while (session.Epoch < options.Epochs)
        {
            session.TrainEpoch(images, steps, context.CancellationToken);
            using var writer = context.Cache.Begin(Key(plan, options, session.Epoch));
            NetworkWeights.Save(network, writer.File(WeightsFile), Metadata(plan, options, session.Epoch));
            session.SaveOptimizer(writer.File(OptimizerFile));
            last = writer.Commit();
        }
        return last!;
    }

    private static ArtefactKey Key(ExperimentPlan plan, TrainingOptions options, int epoch) =>
        ArtefactKey.Of("network")
            .With("architecture", plan.Architecture.Architecture.Fingerprint)
            .With("images", plan.Data.Train.Fingerprint)
            .With("batch", options.BatchSize)
            .With("learning rate", options.LearningRate)
            .With("seed", options.Seed)
            .With("epoch", epoch)
            .With("engine", typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString());

    private static Dictionary<string, string> Metadata(ExperimentPlan plan, TrainingOptions options, int epoch) => new()
    {
        ["dataset"] = plan.Data.Name,
        ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        ["epochs"] = epoch.ToString(CultureInfo.InvariantCulture),
        ["program"] = $"{ProgramInfo.Current.Name} {ProgramInfo.Current.Version}",
    };

    /// <summary>Turns a session's reports, which restart with each epoch, into steps. Called on the training thread.</summary>
    private sealed class StepProgress(IStageProgress stage) : IProgress<TrainingProgress>
    {
        private TrainingProgress _last;

        public void Report(TrainingProgress value)
        {
            int before = value.Epoch == _last.Epoch ? _last.Images : 0;
            stage.Advance(value.Images - before, string.Create(CultureInfo.InvariantCulture, $"epoch {value.Epoch}, loss {value.Loss:F4}"));
            _last = value;
        }
    }
}
