using System.Collections.Immutable;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>Explains a few images for the report.</summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="fitted">The model.</param>
/// <param name="examples">The images.</param>
internal sealed class ExplanationStage(ExperimentPlan plan, FittedModel fitted, ImmutableArray<ExplanationExample> examples)
    : IStage<RunExplanations>
{
    /// <summary>Neighbours shown of every layer.</summary>
    private const int MostNearest = 8;

    public string Name => "explain";

    public ImmutableArray<ArtefactKey> Keys =>
    [
        examples.Aggregate(
            ArtefactKey.Of("explanations").With("model", fitted.Key).With("images", plan.Data.Train.Fingerprint)
                .With("names", string.Join('\n', plan.Data.ClassNames)),
            (key, example) => key.With(example.Kind, example.Subject.Key).With($"{example.Kind} place", example.Place)),
    ];

    /// <summary>The most and the least credible clean image, and the first that the strongest attack makes the network mistake.</summary>
    public static ImmutableArray<ExplanationExample> Choose(
        EvaluationSubject clean, Evaluation cleanSaid, EvaluationSubject attacked, Evaluation attackedSaid)
    {
        var places = Enumerable.Range(0, clean.Ids.Length);
        int most = places.MaxBy(place => cleanSaid.Predictions[place].Credibility);
        int least = places.MinBy(place => cleanSaid.Predictions[place].Credibility);
        int fooled = places.FirstOrDefault(
            place => cleanSaid.Predictions[place].NetworkIsCorrect && !attackedSaid.Predictions[place].NetworkIsCorrect, -1);
        var examples = ImmutableArray.Create(new ExplanationExample(RunExplanation.MostCredible, clean, most));
        if (least != most) examples = examples.Add(new ExplanationExample(RunExplanation.LeastCredible, clean, least));
        return fooled < 0 ? examples : examples.Add(new ExplanationExample(RunExplanation.Fooled, attacked, fooled));
    }

    public void Make(StageWork work)
    {
        using var stage = work.Progress.Begin("Explaining", examples.Length, "images");
        var images = ImmutableArray.CreateBuilder<RunExplanation>();
        foreach (var example in examples)
        {
            images.Add(Explain(example, work.CancellationToken));
            stage.Advance(1);
        }
        ExplanationsFile.Write(
            name => work.File(0, name), new RunExplanations(fitted.Model.Description.Image, plan.Data.ClassNames, images.ToImmutable()));
    }

    public RunExplanations Load(ImmutableArray<Artefact> artefacts) =>
        ExplanationsFile.Read(artefacts[0].File(ExplanationsFile.FileName), artefacts[0].File(ExplanationsFile.PixelsName));

    private RunExplanation Explain(ExplanationExample example, CancellationToken cancellationToken)
    {
        var (model, subject) = (fitted.Model, example.Subject);
        int id = subject.Ids[example.Place];
        var explanation = model.Explain(
            subject.Images, example.Place, count: 1, Math.Min(MostNearest, model.Search.Neighbors), cancellationToken)[0];
        using var scope = NewDisposeScope();
        var image = ExplainedImage.Of(explanation, model.Description) with
        {
            Pixels = MemoryMarshal.Cast<byte, float>(subject.Images(example.Place, 1).contiguous().bytes).ToArray(),
            NeighborShape = model.Description.Image,
            NeighborPixels =
            [
                .. from layer in explanation.Layers
                   from neighbor in layer.Nearest
                   select ExplainedImage.Shares(plan.Data.Train.Pixels(neighbor.Id)),
            ],
        };
        return new RunExplanation(example.Kind, id, subject.Epsilon, subject.Source.Label(id), image);
    }
}
