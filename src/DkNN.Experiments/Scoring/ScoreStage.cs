using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace DkNN.Experiments;

/// <summary>Scores images that were looked at.</summary>
/// <param name="scores">The scores.</param>
/// <param name="model">The model, whose p-values scores may read.</param>
/// <param name="modelKey">All that determines the model's answers.</param>
/// <param name="seen">The images.</param>
internal sealed class ScoreStage(RunScores scores, DkNNModel model, ArtefactKey modelKey, SeenImages seen) : IStage<ImmutableArray<ScoreColumn>>
{
    private const string ValuesFile = "scores.bin";

    public string Name => $"score {seen.Subject.Name}";

    public ImmutableArray<ArtefactKey> Keys => [.. scores.All.Select(Key)];

    public void Make(StageWork work)
    {
        var missing = work.Missing.ToDictionary(place => place, _ => new List<double>(seen.Subject.Ids.Length));
        using var stage = work.Progress.Begin($"Scoring {seen.Subject.Name}", seen.Subject.Ids.Length, "images");
        foreach (var batch in seen.Observations.Batches())
        {
            var judged = model.Judged(batch);
            foreach (var (place, values) in missing)
            {
                var score = scores.All[place].Fitted;
                values.AddRange(score.Score(judged.For(score.Needs), work.CancellationToken));
            }
            stage.Advance(batch.Count);
        }
        foreach (var (place, values) in missing)
        {
            File.WriteAllBytes(work.File(place, ValuesFile), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)));
        }
    }

    public ImmutableArray<ScoreColumn> Load(ImmutableArray<Artefact> artefacts) =>
    [
        .. scores.All.Zip(artefacts, (score, artefact) => new ScoreColumn(
            score.Choice.Label,
            score.Choice.Score.Judges,
            [.. MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(artefact.File(ValuesFile)))])),
    ];

    private ArtefactKey Key(RunScore score)
    {
        var key = ArtefactKey.Of("scores").WithCode(typeof(FittedScore).Assembly, typeof(ScoreStage).Assembly).Called("score", score.Choice.Label)
            .With("score", score.Key)
            .With("observations", seen.Key);
        return score.Choice.Score.Needs.HasFlag(ScoreNeeds.PValues) ? key.With("model", modelKey) : key;
    }
}
