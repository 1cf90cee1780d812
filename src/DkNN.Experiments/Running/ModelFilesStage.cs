using System.Collections.Immutable;
using System.Text.Json;
using DkNN.Vectors;

namespace DkNN.Experiments;

/// <summary>
/// The files of a run's model: training labels and thumbnails are made here, the others stand in the cache already; the checksums of all
/// are taken once.
/// </summary>
/// <param name="plan">The resolved experiment.</param>
/// <param name="fitted">The model.</param>
/// <param name="files">Where the files of other stages stand, by their names in the model.</param>
internal sealed class ModelFilesStage(ExperimentPlan plan, FittedModel fitted, ImmutableSortedDictionary<string, string> files)
    : IStage<IReadOnlyDictionary<ModelFile, string>>
{
    private const string ListFile = "files.json";

    public string Name => "model";

    public ImmutableArray<ArtefactKey> Keys =>
        [ArtefactKey.Of("model-files").With("model", fitted.Key).With("images", plan.Data.Train.Fingerprint)];

    public void Make(StageWork work)
    {
        using var stage = work.Progress.Begin("Writing the model", files.Count + 2, "files");
        LabelFile.Write(work.File(0, ModelDirectory.LabelsFile), plan.Data.Train.Labels);
        ThumbnailFile.Write(work.File(0, ModelDirectory.ThumbnailsFile), plan.Data.Train);
        KeyValuePair<string, string>[] sources = [.. Sources(name => work.File(0, name))];
        var list = new ModelFile[sources.Length];
        Parallel.For(0, list.Length, SharedCores.Options(work.CancellationToken), place =>
        {
            var (name, path) = sources[place];
            list[place] = new ModelFile(name, new FileInfo(path).Length, ModelDirectory.Sha256(path));
            stage.Advance(1);
        });
        File.WriteAllBytes(work.File(0, ListFile), JsonSerializer.SerializeToUtf8Bytes(list, StageJson.Default.ModelFileArray));
    }

    /// <summary>Every file, and where its content stands.</summary>
    public IReadOnlyDictionary<ModelFile, string> Load(ImmutableArray<Artefact> artefacts)
    {
        var sources = Sources(artefacts[0].File);
        return JsonSerializer.Deserialize(File.ReadAllBytes(artefacts[0].File(ListFile)), StageJson.Default.ModelFileArray)!
            .ToDictionary(file => file, file => sources[file.Name]);
    }

    private ImmutableSortedDictionary<string, string> Sources(Func<string, string> own) => files
        .Add(ModelDirectory.LabelsFile, own(ModelDirectory.LabelsFile))
        .Add(ModelDirectory.ThumbnailsFile, own(ModelDirectory.ThumbnailsFile));
}
