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

        var evaluations = new List<Evaluation> { Evaluate(fitted, clean) };
        var gallery = new List<GalleryRow> { GalleryRowOf(clean, evaluations[0]) };
        var subject = clean;
        RunExplanations explanations;
        var attacked = plan.Options.Epsilons.IsEmpty ? [] : runner.Run(new AttackStage(plan, fitted.Network, test));
        try
        {
            for (int place = 0; place < attacked.Length; place++)
            {
                subject = clean with
                {
                    Epsilon = plan.Options.Epsilons[place], Key = attacked[place].Key, Images = attacked[place].Images,
                };
                if (place == attacked.Length - 1) recalls.Add(runner.Run(new RecallStage(fitted.Layers, fitted.Model.Search, subject)));
                var evaluation = Evaluate(fitted, subject);
                evaluations.Add(WithSuccess(evaluation, attacked[place].Aim, evaluations[0]));
                gallery.Add(GalleryRowOf(subject, evaluation));
            }
            var examples = ExplanationStage.Choose(clean, evaluations[0], subject, evaluations[^1]);
            explanations = runner.Run(new ExplanationStage(plan, fitted, examples));
        }
        finally
        {
            foreach (var set in attacked) set.Dispose();
        }
        var foreign = EvaluateForeign(fitted, recalls);
        var parts = new RunParts(
            fitted, recalls, evaluations, foreign, new AdversarialGallery(ImageTensorsOf.Shape(plan.Data.Test), gallery), explanations);
        return new RunFiles(plan, runner, directory).Write(parts, keepModel);
    }

    private Evaluation? EvaluateForeign(FittedModel fitted, List<ImmutableArray<RecallResult>> recalls)
    {
        if (plan.OutOfDistribution is not { } data) return null;
        using var images = ImageTensorsOf.Some(data.Test, plan.ForeignIds.AsSpan());
        var subject = EvaluationSubject.Of(data, plan.ForeignIds, images.Images, SubjectRole.Foreign);
        recalls.Add(runner.Run(new RecallStage(fitted.Layers, fitted.Model.Search, subject)));
        return Evaluate(fitted, subject);
    }

    private Evaluation Evaluate(FittedModel fitted, EvaluationSubject subject)
    {
        var seen = new ObservationStage(fitted.Layers, fitted.Model.Search, subject);
        // Two stages read what was seen, and neither does where all of it is known already.
        var observations = new Lazy<ObservationSet>(() => runner.Run(seen));
        var evaluation = runner.Run(new EvaluationStage(fitted.Model, fitted.Key, subject, seen.Key, () => observations.Value));
        if (fitted.Scores is not { } scores) return evaluation;
        return evaluation with
        {
            Scores = runner.Run(new ScoreStage(scores, fitted.Model, fitted.Key, subject, seen.Key, () => observations.Value)),
        };
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
