using System.Collections.Immutable;
using DkNN.Data;
using DkNN.Torch;

namespace DkNN.Experiments;

/// <summary>
/// The pipeline: train, extract, index, tune, calibrate, then attack and evaluate for each ε, and at last the out-of-distribution images.
/// Every stage finds or makes its artefact, so that an interrupted run goes on where it stopped.
/// </summary>
public sealed class Experiment
{
    /// <summary>Images in the report's gallery.</summary>
    private const int GalleryImages = 8;

    private readonly RunContext _context;

    /// <summary>Prepares a run.</summary>
    /// <param name="plan">The resolved experiment.</param>
    /// <param name="cache">Where artefacts are found and kept.</param>
    /// <param name="progress">Hears how the run goes on.</param>
    /// <param name="cancellationToken">Stops the run; what was finished is kept.</param>
    public Experiment(ExperimentPlan plan, ArtefactCache cache, IRunProgress progress, CancellationToken cancellationToken) =>
        _context = new RunContext(plan, cache, progress, cancellationToken);

    /// <summary>Runs the pipeline and writes the run's open files.</summary>
    /// <param name="directory">The run's directory; made where absent.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public RunOutcome Run(string directory)
    {
        var plan = _context.Plan;
        using var network = NetworkStage.Run(_context);
        using var indexes = IndexStage.Run(_context, ActivationStage.Run(_context, network));
        using var search = new NeighborSearch(plan, network, indexes);
        using var test = ImageTensorsOf.Some(plan.Data.Test, plan.Split.Test.AsSpan());
        using var logits = new NetworkLogits(network.Network, test.Images, test.Count);
        EffortStage.Run(_context, indexes, search);
        using var recall = new RecallProbe(_context, indexes, search);
        recall.Measure(plan.Data.Name, 0, test.Images, test.Count);
        var calibration = CalibrationStage.Run(_context, indexes, search);
        var evaluate = new EvaluationStage(_context, network, indexes, calibration, search);

        var gallery = new GalleryBuilder(plan, Math.Min(GalleryImages, test.Count));
        var clean = evaluate.Run(Clean(test, logits));
        gallery.Add(clean, test.Images);
        var evaluations = new List<Evaluation> { clean };
        foreach (double epsilon in plan.Options.Epsilons)
        {
            using var adversarial = AttackStage.Run(_context, network, test, logits, epsilon);
            if (epsilon == plan.Options.Epsilons.Max()) recall.Measure(plan.Data.Name, epsilon, adversarial.Batch, test.Count);
            var attacked = evaluate.Run(Attacked(adversarial, epsilon));
            gallery.Add(attacked, adversarial.Batch);
            evaluations.Add(attacked);
        }
        var strange = EvaluateOutOfDistribution(evaluate, recall, network);

        return new RunFiles(_context, directory).Write(
            network, indexes, search, calibration, recall, evaluations, strange, gallery.Build());
    }

    private EvaluationSubject Clean(ImageTensors test, NetworkLogits logits)
    {
        var (data, split) = (_context.Plan.Data, _context.Plan.Split);
        return new EvaluationSubject(
            "Evaluating clean images", "evaluate 0", ImagesKey(data, split.Test), 0,
            data.Test, split.Test, test.Images, logits.Batch, PerturbationResult.None);
    }

    private EvaluationSubject Attacked(AdversarialSet adversarial, double epsilon) =>
        new(
            FormattableString.Invariant($"Evaluating, ε = {epsilon}"),
            FormattableString.Invariant($"evaluate {epsilon}"),
            adversarial.Artefact.Key,
            epsilon,
            _context.Plan.Data.Test,
            _context.Plan.Split.Test,
            adversarial.Batch,
            adversarial.LogitsOf,
            adversarial.Perturbation);

    private Evaluation? EvaluateOutOfDistribution(EvaluationStage evaluate, RecallProbe recall, TrainedNetwork network)
    {
        if (_context.Plan.OutOfDistribution is not { } data) return null;
        ImmutableArray<int> ids = [.. Enumerable.Range(0, Math.Min(data.Test.Count, _context.Plan.Options.Limit ?? data.Test.Count))];
        using var images = ImageTensorsOf.All(data.Test);
        using var logits = new NetworkLogits(network.Network, images.Images, ids.Length);
        recall.Measure(data.Name, 0, images.Images, ids.Length);
        return evaluate.Run(new EvaluationSubject(
            $"Evaluating {data.Name}", $"evaluate {data.Name}", ImagesKey(data, ids), 0,
            data.Test, ids, images.Images, logits.Batch, PerturbationResult.None));
    }

    private static ArtefactKey ImagesKey(DataSet data, ImmutableArray<int> ids) =>
        ArtefactKey.Of("images").With("images", data.Test.Fingerprint).With("ids", ids).With("batch", ActivationBatches.BatchSize);
}
