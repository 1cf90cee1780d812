using System.Collections.Immutable;

namespace DkNN.Experiments;

/// <summary>Fits every score to training and calibration images.</summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="network">The trained network.</param>
/// <param name="outputs">What it says of the training images.</param>
/// <param name="model">The model, whose p-values scores may read.</param>
/// <param name="modelKey">All that determines the model's answers.</param>
/// <param name="calibration">The calibration images.</param>
internal sealed class ScoreFitStage(
    ExperimentPlan plan,
    TrainedNetwork network,
    TrainingOutputs outputs,
    DkNNModel model,
    ArtefactKey modelKey,
    SeenImages calibration) : IStage<RunScores>
{
    private const string StateFile = "state.bin";

    public string Name => "fit scores";

    public ImmutableArray<ArtefactKey> Keys => [.. plan.Scores.Select(Key)];

    public void Make(StageWork work)
    {
        using var stage = work.Progress.Begin("Fitting scores", work.Missing.Count(), "scores");
        using var logits = outputs.Logits();
        using var features = outputs.Features();
        using var head = DenseHeadOf.Network(network.Network);
        using var seenOnes = calibration.Observations.All();
        var judged = model.Judged(seenOnes);
        ImmutableArray<int> trainingLabels = [.. plan.Data.Train.Labels];
        ImmutableArray<int> labels = [.. plan.Split.Calibration.Select(plan.Data.Test.Label)];
        foreach (int place in work.Missing)
        {
            var score = plan.Scores[place].Score;
            bool readsFeatures = score.Needs.HasFlag(ScoreNeeds.Features);
            var data = new ScoreTraining(
                plan.Data.Classes,
                trainingLabels,
                logits,
                readsFeatures ? features : null,
                readsFeatures ? head : null,
                judged.For(score.Needs),
                labels,
                plan.Options.Seeds.Index);
            using var state = score.Fit(data, work.CancellationToken);
            state.Save(work.File(place, StateFile));
            stage.Advance(1);
        }
    }

    public RunScores Load(ImmutableArray<Artefact> artefacts)
    {
        var states = new List<ScoreState>();
        var scores = new List<RunScore>();
        try
        {
            foreach (var (choice, artefact) in plan.Scores.Zip(artefacts))
            {
                states.Add(ScoreState.Load(artefact.File(StateFile)));
                scores.Add(new RunScore(choice, choice.Score.Open(states[^1]), artefact.Key));
            }
            return new RunScores([.. scores], [.. states]);
        }
        catch
        {
            new RunScores([.. scores], [.. states]).Dispose();
            throw;
        }
    }

    private ArtefactKey Key(ScoreChoice choice)
    {
        var key = ArtefactKey.Of("score").WithCode(typeof(ScoreState).Assembly, typeof(ScoreFitStage).Assembly).Called("score", choice.Label)
            .With("plugin", choice.Score.Name)
            .With("content", choice.Content)
            .With(choice.Score.Options)
            .With("outputs", outputs.Key)
            .With("classes", plan.Data.Classes)
            .With("calibration", calibration.Key)
            .With("labels", plan.Data.Test.Fingerprint)
            .With("seed", plan.Options.Seeds.Index);
        return choice.Score.Needs.HasFlag(ScoreNeeds.PValues) ? key.With("model", modelKey) : key;
    }
}
