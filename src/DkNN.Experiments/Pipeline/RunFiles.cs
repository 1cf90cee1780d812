using System.Diagnostics;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Gathers a run's results and writes its open files, each to a temporary name first.</summary>
internal sealed class RunFiles(RunContext context, string directory)
{
    public RunOutcome Write(
        TrainedNetwork network,
        LayerIndexes indexes,
        NeighborSearch search,
        Calibration calibration,
        RecallProbe recall,
        IReadOnlyList<Evaluation> evaluations,
        Evaluation? strange,
        AdversarialGallery gallery)
    {
        Directory.CreateDirectory(directory);
        int classes = context.Plan.Data.Classes;
        PredictionRow[] predictions = [.. evaluations.SelectMany(evaluation => evaluation.Predictions)];
        PredictionsFile.Write(InRun(PredictionsFile.FileName), classes, predictions);
        if (strange is not null)
        {
            PredictionsFile.Write(InRun(PredictionsFile.OodFileName(context.Plan.OutOfDistribution!.Name)), classes, strange.Predictions);
        }
        CopyAtomically(calibration.Artefact.File(CalibrationStage.ScoresFile), InRun(CalibrationFile.FileName));
        CopyAtomically(network.Artefact.File(NetworkStage.WeightsFile), InRun(NetworkStage.WeightsFile));

        var results = Results(indexes, search, recall, evaluations, strange);
        ResultsFile.Write(InRun(ResultsFile.FileName), results);
        return new RunOutcome(results, predictions, gallery);
    }

    private RunResults Results(
        LayerIndexes indexes, NeighborSearch search, RecallProbe recall, IReadOnlyList<Evaluation> evaluations, Evaluation? strange)
    {
        var plan = context.Plan;
        var clean = evaluations[0].Predictions;
        using var process = Process.GetCurrentProcess();
        return new RunResults
        {
            Dataset = plan.Data.Name,
            Architecture = plan.Architecture.Name,
            Layers = [.. plan.Selection.Info.Layers.Select(layer => layer.Name)],
            Index = plan.Index,
            Attack = new PluginSettings(plan.Attack.Name, plan.Attack.Options),
            Neighbors = plan.Options.Neighbors,
            Seed = plan.Options.Seed,
            Split = new SplitSizes(
                plan.Data.Train.Count, plan.Split.Calibration.Length, plan.Data.Test.Count - plan.Split.Calibration.Length),
            Evaluations =
                [.. evaluations.Select(evaluation => PredictionSummary.Evaluation(evaluation.Predictions, clean, evaluation.Measurements))],
            Ood = strange is null ? [] : [PredictionSummary.OutOfDistribution(plan.OutOfDistribution!.Name, strange.Predictions, clean)],
            TargetRecall = plan.TargetRecall,
            Indexes = [.. indexes.Layers.Select((layer, place) => Result(layer, recall[place], search.MillisecondsPerImage(place)))],
            Stages = context.Stages,
            PeakMemoryBytes = process.PeakWorkingSet64,
            Calibration = new CalibrationSettings(plan.Options.TrimZeros, plan.Options.Smoothed),
            Program = ProgramInfo.Current,
            Plugins = plan.Plugins,
        };
    }

    private static IndexResult Result(LayerIndex layer, IReadOnlyList<RecallResult> recalls, double milliseconds)
    {
        var statistics = layer.Index.Statistics;
        return new IndexResult(
            layer.Layer.Name, layer.Layer.Neurons, recalls[0].RecallAtK, layer.BuildSeconds, milliseconds, layer.Bytes, layer.LoadSeconds)
        {
            Recalls = recalls,
            Index = layer.Choice.Index.Name,
            Why = layer.Choice.Why.Length > 0 ? layer.Choice.Why : null,
            Effort = layer.Index.Effort is { } effort ? new EffortResult(effort.Name, effort.Value) : null,
            DistancesPerQuery = statistics.Queries > 0 ? (double)statistics.Distances / statistics.Queries : null,
        };
    }

    private string InRun(string name) => Path.Combine(directory, name);

    private static void CopyAtomically(string source, string target) => AtomicFile.Write(target, stream =>
    {
        using var file = File.OpenRead(source);
        file.CopyTo(stream);
    });
}
