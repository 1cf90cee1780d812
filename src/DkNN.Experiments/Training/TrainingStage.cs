using System.Collections.Immutable;
using System.Globalization;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// Trains the network. Each epoch is an artefact, so that an interrupted training goes on after its last whole epoch, and a longer one
/// after a shorter. Of the optimiser only the last epoch's state is kept, for a longer
/// training.
/// </summary>
internal sealed class TrainingStage(ExperimentPlan plan) : IStage<TrainedNetwork>
{
    public const string WeightsFile = "weights.safetensors";
    private const string OptimizerFile = "adam.bin";

    private readonly TrainingOptions _options = plan.Options.Training;

    public string Name => "train";

    public ImmutableArray<ArtefactKey> Keys => [Key(_options.Epochs)];

    public void Make(StageWork work)
    {
        using var network = plan.Architecture.CreateNetwork(_options.Seed);
        using var images = ImageTensorsOf.All(plan.Data.Train);
        using var session = new TrainingSession(network, _options);
        Resume(network, session, work.Cache);
        using var stage = work.Progress.Begin(
            $"Training {plan.Architecture.Name}", (long)(_options.Epochs - session.Epoch) * images.Count, "images");
        var steps = new StepProgress(stage);
        while (session.Epoch < _options.Epochs)
        {
            session.TrainEpoch(images, steps, work.CancellationToken);
            SaveState(session, work.Cache);
            work.Cache.Remove(StateKey(session.Epoch - 1));
            if (session.Epoch == _options.Epochs) NetworkWeights.Save(network, work.File(0, WeightsFile), Metadata(session.Epoch));
            else SaveEpoch(network, session.Epoch, work.Cache);
        }
    }

    public TrainedNetwork Load(ImmutableArray<Artefact> artefacts)
    {
        var network = plan.Architecture.CreateNetwork(_options.Seed);
        try
        {
            NetworkWeights.Load(network, artefacts[0].File(WeightsFile));
            return new TrainedNetwork(network, artefacts[0].Key);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>Goes on after the last epoch of which weights and optimiser's state are there.</summary>
    private void Resume(Network network, TrainingSession session, ArtefactCache cache)
    {
        for (int epoch = _options.Epochs - 1; epoch > 0; epoch--)
        {
            using var weights = cache.Find(Key(epoch));
            using var state = cache.Find(StateKey(epoch));
            if (weights is null || state is null) continue;
            NetworkWeights.Load(network, weights.File(WeightsFile));
            session.Resume(state.File(OptimizerFile), epoch);
            return;
        }
    }

    private void SaveEpoch(Network network, int epoch, ArtefactCache cache) =>
        cache.GetOrMake(Key(epoch), writer => NetworkWeights.Save(network, writer.File(WeightsFile), Metadata(epoch))).Dispose();

    private void SaveState(TrainingSession session, ArtefactCache cache) =>
        cache.GetOrMake(StateKey(session.Epoch), writer => session.SaveOptimizer(writer.File(OptimizerFile))).Dispose();

    private ArtefactKey StateKey(int epoch) => ArtefactKey.Of("optimizer").With("network", Key(epoch));

    private ArtefactKey Key(int epoch) =>
        ArtefactKey.Of("network")
            .WithCode(typeof(TrainingSession).Assembly)
            .Called("dataset", plan.Data.Name)
            .Called("architecture", plan.Architecture.Name)
            .With("architecture", plan.Architecture.Architecture.Fingerprint)
            .With("content", plan.ArchitectureContent)
            .With("images", plan.Data.Train.Fingerprint)
            .With("batch", _options.BatchSize)
            .With("learning rate", _options.LearningRate)
            .With("seed", _options.Seed)
            .With("epoch", epoch)
            .With("engine", typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString());

    private Dictionary<string, string> Metadata(int epoch) => new()
    {
        ["dataset"] = plan.Data.Name,
        ["seed"] = _options.Seed.ToString(CultureInfo.InvariantCulture),
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
