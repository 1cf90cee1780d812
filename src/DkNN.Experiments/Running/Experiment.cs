using System.Collections.Immutable;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace DkNN.Experiments;

/// <summary>
/// The pipeline: fit a model, then attack and evaluate for each ε, and at last the foreign images. Every stage finds or makes its
/// artefacts, so that an interrupted run goes on where it stopped.
/// </summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="runner">Runs the stages, and owns what they open; experiments that share it share their artefacts.</param>
public sealed class Experiment(ExperimentPlan plan, StageRunner runner)
{
    /// <summary>Images in the report's gallery.</summary>
    private const int GalleryImages = 8;

    /// <summary>Runs the pipeline and writes the run's open files.</summary>
    /// <param name="directory">The run's directory; made where absent. What a former run left there goes.</param>
    /// <param name="keepModel">Whether the model is left in the run's directory.</param>
    /// <exception cref="ExperimentException">The directory holds other files, or another run writes into it.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Run(string directory, bool keepModel = true)
    {
        using var claimed = RunDirectory.Claim(directory);
        return Run(claimed, keepModel);
    }

    /// <summary>Runs the pipeline and writes the run's open files.</summary>
    /// <param name="directory">The run's directory. What a former run left there goes.</param>
    /// <param name="keepModel">Whether the model is left in the run's directory.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Run(RunDirectory directory, bool keepModel = true) => runner.Persist(() => RunOnce(directory, keepModel));

    private RunOutcome RunOnce(RunDirectory directory, bool keepModel)
    {
        using var test = ImageTensorsOf.Some(plan.Data.Test, plan.Split.Test.AsSpan());
        var clean = EvaluationSubject.Of(plan.Data, plan.Split.Test, test.Images, SubjectRole.Test);
        var recalls = new List<ImmutableArray<RecallResult>>();
        using var fitted = new ModelFitting(plan, runner).Fit(
            (layers, search) => recalls.Add(runner.Run(new RecallStage(layers, search, clean))));
        var seen = See(fitted, clean);
        var evaluations = new List<Evaluation> { Evaluate(fitted, seen) };
        var gallery = new List<GalleryRow> { GalleryRowOf(clean, evaluations[0]) };
        using var attacked = new AdversarialSets(plan.Options.Epsilons.IsEmpty ? [] : runner.Run(new AttackStage(plan, fitted.Network, test)));
        var strongest = seen;
        foreach (var (epsilon, set) in plan.Options.Epsilons.Zip(attacked.All))
        {
            strongest = See(fitted, clean with { Epsilon = epsilon, Key = set.Key, Images = set.Images });
            if (evaluations.Count == attacked.All.Length) recalls.Add(Recall(fitted, strongest));
            var evaluation = Evaluate(fitted, strongest);
            evaluations.Add(WithSuccess(evaluation, set.Aim, evaluations[0]));
            gallery.Add(GalleryRowOf(strongest.Subject, evaluation));
        }
        var examples = ExplanationStage.Choose(clean, evaluations[0], strongest.Subject, evaluations[^1]);
        var explanations = runner.Run(new ExplanationStage(plan, fitted, examples));

        using var strangers = plan.OutOfDistribution is { } data ? ImageTensorsOf.Some(data.Test, plan.ForeignIds.AsSpan()) : null;
        var foreign = strangers is null ? null : See(fitted, EvaluationSubject.Of(plan.OutOfDistribution!, plan.ForeignIds, strangers.Images, SubjectRole.Foreign));
        if (foreign is not null) recalls.Add(Recall(fitted, foreign));
        var parts = new RunParts(
            fitted, recalls, evaluations, foreign is null ? null : Evaluate(fitted, foreign), Drift(fitted, seen, strongest, foreign),
            new AdversarialGallery(ImageTensorsOf.Shape(plan.Data.Test), gallery), explanations);
        return new RunFiles(plan, runner, directory).Write(parts, keepModel);
    }

    private SeenImages See(FittedModel fitted, EvaluationSubject subject) => new(runner, fitted.Layers, fitted.Model.Search, subject);

    private ImmutableArray<RecallResult> Recall(FittedModel fitted, SeenImages images) =>
        runner.Run(new RecallStage(fitted.Layers, fitted.Model.Search, images.Subject));

    private Evaluation Evaluate(FittedModel fitted, SeenImages images)
    {
        var evaluation = runner.Run(new EvaluationStage(plan, fitted.Model, fitted.Key, images));
        return fitted.Scores is { } scores
            ? evaluation with { Scores = runner.Run(new ScoreStage(scores, fitted.Model, fitted.Key, images)) }
            : evaluation;
    }

    private ImmutableArray<DriftResult> Drift(FittedModel fitted, SeenImages clean, SeenImages strongest, SeenImages? foreign)
    {
        ImmutableArray<SeenImages> others = [.. new[] { strongest == clean ? null : strongest, foreign }.OfType<SeenImages>()];
        return runner.Run(new DriftStage(plan, fitted.Model.Search, fitted.SeenCalibration, clean, others));
    }

    /// <summary>An attack succeeds where the network, right before, is wrong after it: two evaluations tell.</summary>
    private static Evaluation WithSuccess(Evaluation attacked, AttackAim aim, Evaluation clean)
    {
        int[] before = [.. clean.Predictions.Select(row => row.NetworkPrediction)];
        int[] after = [.. attacked.Predictions.Select(row => row.NetworkPrediction)];
        int[] labels = [.. clean.Predictions.Select(row => row.Label)];
        return attacked with { Measurements = attacked.Measurements with { Perturbation = aim.WithSuccess(before, after, labels) } };
    }

    private static GalleryRow GalleryRowOf(EvaluationSubject subject, Evaluation evaluation)
    {
        using var scope = NewDisposeScope();
        int count = Math.Min(GalleryImages, subject.Ids.Length);
        float[] pixels = MemoryMarshal.Cast<byte, float>(subject.Images(0, count).contiguous().bytes).ToArray();
        int size = pixels.Length / count;
        return new GalleryRow(
            subject.Epsilon,
            [.. evaluation.Predictions.Take(count).Select((row, image) => GalleryImage.Of(row, pixels.AsMemory(image * size, size)))]);
    }
}
