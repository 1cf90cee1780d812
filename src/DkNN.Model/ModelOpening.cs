using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DkNN.Core;
using DkNN.Hosting;
using DkNN.Torch;
using DkNN.Vectors;

namespace DkNN.Model;

/// <summary>Opens the files of a model; where one fails, those before are closed again.</summary>
internal sealed class ModelOpening(string directory, PluginCatalogue plugins)
{
    private readonly Stack<IDisposable> _opened = [];

    public ModelParts Open()
    {
        try
        {
            return OpenAll();
        }
        catch
        {
            while (_opened.TryPop(out var opened)) opened.Dispose();
            throw;
        }
    }

    private ModelParts OpenAll()
    {
        var description = ModelDirectory.Read(directory);
        if (ModelDirectory.DamageIn(directory, description) is { } damage)
        {
            throw new InvalidDataException($"The model in '{directory}' is damaged: {damage}. Repeat the run that made it.");
        }
        var architecture = Architecture(description);
        var selection = architecture.Selection(description.Selection);
        var network = Owned(architecture.CreateNetwork(seed: 0));
        NetworkWeights.Load(network, In(ModelDirectory.WeightsFile));
        ImmutableArray<LayerNeighbors> layers =
            [.. description.Layers.Zip(selection.Info.Layers, (saved, layer) => Owned(OpenLayer(saved, layer)))];
        var labels = ImmutableCollectionsMarshal.AsImmutableArray(LabelFile.Read(In(ModelDirectory.LabelsFile)));
        var conventions = description.ReadConventions();
        var search = Owned(new NeighborSearch(network, selection, layers, labels, description.Classes, description.Neighbors, conventions));
        var calibration = new CalibrationSet(CalibrationFile.Read(In(ModelDirectory.CalibrationFile)).Select(row => row.Score), conventions);
        var thumbnails = File.Exists(In(ModelDirectory.ThumbnailsFile)) ? Owned(ThumbnailFile.Open(In(ModelDirectory.ThumbnailsFile))) : null;
        return new ModelParts(description, search, calibration, thumbnails, [.. _opened]);
    }

    private ArchitecturePlugin Architecture(ModelDescription description)
    {
        var architecture = plugins.Architecture(description.Architecture).Plugin;
        if (architecture.Architecture.Fingerprint == description.Fingerprint) return architecture;
        throw new InvalidDataException(
            $"The model in '{directory}' is of another architecture '{description.Architecture}' than the plugin of that name; "
            + "give the folder of the plugin that it was made with, or repeat the run.");
    }

    private LayerNeighbors OpenLayer(ModelLayer saved, Layer layer)
    {
        if (saved.Name != layer.Name)
        {
            throw new InvalidDataException(
                $"The model in '{directory}' has layer '{saved.Name}' where its selection has '{layer.Name}'. Repeat the run that made it.");
        }
        var index = plugins.Index(saved.Index.Name).Plugin.Configure(OptionValues.Of(saved.Index.Name, saved.Index.Options));
        var rows = RowFile.Open(In(saved.RowsFile));
        try
        {
            var opened = index.Load(In(saved.IndexFile), rows, saved.Origin);
            if (saved.Effort is { } effort && opened.Effort is { } dial) dial.Value = effort;
            return new LayerNeighbors(layer, ActivationSpace.Load(In(saved.SpaceFile)), rows, opened);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private string In(string name) => Path.Combine(directory, name);

    private T Owned<T>(T opened)
        where T : IDisposable
    {
        _opened.Push(opened);
        return opened;
    }
}
