using System.Collections.Immutable;
using System.Diagnostics;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>Gathers a run's results and writes its open files, each to a temporary name first, in place of those of a former run.</summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="runner">Has what the stages made.</param>
/// <param name="directory">The run's directory.</param>
internal sealed class RunFiles(ExperimentPlan plan, StageRunner runner, RunDirectory directory)
{
    public RunOutcome Write(RunParts parts, bool keepModel)
    {
        directory.Clear();
        directory.Announce(
            PredictionsFile.FileName, GalleryFile.FileName, ExplanationsFile.FileName, ExplanationsFile.PixelsName, CalibrationFile.FileName,
            ModelDirectory.WeightsFile, ResultsFile.FileName);
        PredictionsFile.Join(directory[PredictionsFile.FileName], parts.Evaluations.Select(evaluation => evaluation.Path));
        if (parts.Foreign is not null)
        {
            string name = PredictionsFile.OodFileName(plan.OutOfDistribution!.Name);
            directory.Announce(name);
            PredictionsFile.Join(directory[name], [parts.Foreign.Path]);
            WriteScores(ScoresFile.OodFileName(plan.OutOfDistribution!.Name), [parts.Foreign]);
        }
        WriteScores(ScoresFile.FileName, parts.Evaluations);
        GalleryFile.Write(directory[GalleryFile.FileName], parts.Gallery);
        ExplanationsFile.Write(directory.Path, parts.Explanations);
        CalibrationFile.Write(directory[CalibrationFile.FileName], parts.Fitted.Calibration.Rows);
        string weights = runner.Artefacts(new TrainingStage(plan))[0].File(TrainingStage.WeightsFile);
        CopyAtomically(weights, directory[ModelDirectory.WeightsFile]);
        if (keepModel) WriteModel(parts.Fitted, weights);

        var results = Results(parts);
        ResultsFile.Write(directory[ResultsFile.FileName], results);
        return new RunOutcome(results, parts.Gallery, parts.Explanations);
    }

    private void WriteScores(string name, IReadOnlyList<Evaluation> evaluations)
    {
        if (plan.Scores.IsEmpty) return;
        directory.Announce(name);
        ScoresFile.Write(directory[name], [.. plan.Scores.Select(score => score.Label)], evaluations);
    }

    private void WriteModel(FittedModel fitted, string weights)
    {
        // All is on disk then, even where somebody emptied the cache meanwhile.
        var rows = new RowsStage(plan, fitted.Network);
        runner.Artefacts(rows);
        runner.Artefacts(new IndexStage(plan, [.. fitted.Layers.Layers.Select(layer => layer.Rows)]));
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        files.Add(ModelDirectory.WeightsFile, weights);
        files.Add(ModelDirectory.CalibrationFile, directory[CalibrationFile.FileName]);
        foreach (var (layer, named) in fitted.Layers.Layers.Zip(fitted.Model.Description.Layers))
        {
            files.Add(named.RowsFile, layer.Rows.RowsPath);
            files.Add(named.SpaceFile, layer.Rows.SpacePath);
            files.Add(named.IndexFile, layer.IndexPath);
        }
        var sources = runner.Run(new ModelFilesStage(plan, fitted, files.ToImmutable()));
        directory.Announce(sources.Keys.Select(file => file.Name).Append(ModelDirectory.DescriptionFile).Select(name => $"{ModelDirectory.Name}/{name}"));
        ModelDirectory.Write(directory[ModelDirectory.Name], fitted.Model.Description, sources);
    }

    private RunResults Results(RunParts parts)
    {
        var clean = parts.Evaluations[0].Predictions;
        using var process = Process.GetCurrentProcess();
        return new RunResults
        {
            Dataset = plan.Data.Name,
            Architecture = plan.Architecture.Name,
            Layers = [.. plan.Selection.Info.Layers.Select(layer => layer.Name)],
            Index = plan.Index,
            Attack = new PluginSettings(plan.Attack.Name, plan.Attack.Options),
            Neighbors = plan.Options.Neighbors,
            Seed = plan.Options.Seeds.Training,
            Seeds = plan.Options.Seeds,
            Image = ImageTensorsOf.Shape(plan.Data.Test).ToString(),
            Split = new SplitSizes(
                plan.Data.Train.Count, plan.Split.Calibration.Length, plan.Data.Test.Count - plan.Split.Calibration.Length),
            Evaluations =
            [
                .. parts.Evaluations.Select(
                    evaluation => PredictionSummary.Evaluation(evaluation.Predictions, clean, evaluation.Measurements) with
                    {
                        Scores = ScoreSummary.Attacked(evaluation.Predictions, evaluation.Scores, clean, parts.Evaluations[0].Scores),
                    }),
            ],
            Ood = parts.Foreign is { } foreign
                ?
                [
                    PredictionSummary.OutOfDistribution(plan.OutOfDistribution!.Name, foreign.Predictions, clean) with
                    {
                        PredictionSets = foreign.Measurements.PredictionSets,
                        Scores = ScoreSummary.Foreign(foreign.Scores, parts.Evaluations[0].Scores),
                    },
                ]
                : [],
            TargetRecall = plan.TargetRecall,
            Indexes = [.. parts.Fitted.Layers.Layers.Select((layer, place) => Result(layer, place, parts))],
            Stages = runner.Stages,
            PeakMemoryBytes = process.PeakWorkingSet64,
            Conventions = plan.Options.Conventions.ToString(),
            Scores = [.. plan.Scores.Select(ScoreSettings.Of)],
            Drift = parts.Drift,
            Program = ProgramInfo.Current,
            Plugins = plan.Plugins,
            Asked = plan.Asked,
            Fingerprints = plan.Fingerprints,
        };
    }

    private static IndexResult Result(FittedLayer layer, int place, RunParts parts)
    {
        var recalls = parts.Recalls.Select(recall => recall[place]).ToArray();
        var (index, statistics) = (layer.Neighbors.Index, layer.Neighbors.Index.Statistics);
        double milliseconds = parts.Evaluations.Average(evaluation => evaluation.Measurements.SearchMilliseconds[place]);
        return new IndexResult(
            layer.Layer.Name, layer.Neighbors.Space.Dimension, recalls[0].RecallAtK, layer.BuildSeconds, milliseconds, layer.Bytes, layer.LoadSeconds)
        {
            Recalls = recalls,
            Index = layer.Choice.Index.Name,
            Why = layer.Choice.Why.Length > 0 ? layer.Choice.Why : null,
            Effort = index.Effort is { } effort ? new EffortResult(effort.Name, effort.Value) { RecallBound = parts.Fitted.Efforts.GetValueOrDefault(layer.Layer)?.RecallBound } : null,
            DistancesPerQuery = statistics.Queries > 0 ? (double)statistics.Distances / statistics.Queries : null,
        };
    }

    private static void CopyAtomically(string source, string target) => AtomicFile.Write(target, stream =>
    {
        using var file = File.OpenRead(source);
        file.CopyTo(stream);
    });
}
